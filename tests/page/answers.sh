#!/bin/bash
# SPDX-License-Identifier: MIT
# What every answer has: status, shape of errors, headers, caching.
. "${0%/*}/../lib/page.sh"
page_open

page_get 'health says ok' /healthz 200
page_get 'also to the monitors of the replaced system' /health 200 \
    '^\{"ok":true\}'
page_get 'a JSON error has a detail' /admin/nope 404 '^\{"detail":'
page_ask -H 'Accept: text/html' /nope
page_compare 'an error for people is a page' 404 '^<'
page_ask -X DELETE /healthz
page_compare 'a method that the path has not' 405
page_head 'Allow names those that it has' '^Allow: GET$'
page_ask -X BREW /healthz
page_compare 'a method that nobody has' 405
page_ask -I /healthz
page_compare 'HEAD is GET without a body' 200
page_get 'a parameter that is none of this route' '/healthz?x=1' 200

page_get 'sign-in page' /sign-in 200 '<form'
for header in "Content-Security-Policy: default-src 'none'; .*frame-ancestors 'none'" \
    'X-Content-Type-Options: nosniff' 'Referrer-Policy: same-origin' \
    'Cross-Origin-Opener-Policy: same-origin' 'Cache-Control: no-store'; do
	page_head "sign-in has $header" "^$header"
done
unlike 'the server does not tell its version' "$page_headers" 'nginx/[0-9]'
unlike 'no inline script or style' "$page_body" \
    '<script>|<style| style=| on[a-z]+='

head -c 1100000 /dev/zero >"$R/big"
page_ask --data-binary "@$R/big" /admin/dashboard
page_compare 'a body above the limit' 413 '^\{"detail":"The request is too large'
page_ask "/healthz?$(head -c 70000 /dev/zero | tr '\0' a)"
page_compare 'an address above the limit' 414 'too long'
page_ask -H "X-Long: $(head -c 70000 /dev/zero | tr '\0' a)" /healthz
page_compare 'a header above the limit' 400
page_get 'a NUL in a parameter' '/sign-in?next=%00' '[24]..'
page_get 'broken UTF-8 in a parameter' '/sign-in?next=%ff' '[24]..'

printf 'body{}\n' >"$R/share/static/probe.css"
page_get 'a static file' /static/probe.css 200 'body'
page_head 'may be kept for minutes' '^Cache-Control: public, max-age=300$'
page_get 'the same by its content name' /static/probe.0123abcd.css 200 'body'
page_head 'may be kept for ever' '^Cache-Control: public, max-age=31536000, immutable$'
page_head 'has the headers of all answers' '^X-Content-Type-Options: nosniff'
page_get 'only static files' /static/../nginx/dev.conf.in '303|404'
page_get 'a static file that is not' /static/none.css 404
rm -f "$R/share/static/probe.css"

service_stop web
page_get 'program is down, for people' / 502 'Tidemark is not running'
page_get 'program is down, for programs' /admin/dashboard 502 '^\{"detail":'

unlike 'plain HTTP promises no TLS' "$page_headers" '^Strict-Transport-Security'
service_stop nginx
nginx_start "${stack_url##*:}" "${sandbox_url##*:}" '' '' '' max-age=60
web_start
for path in /healthz /sign-in /static/theme.js /none; do
	page_ask "$path"
	page_head "where the site is on TLS, $path says so" \
	    '^Strict-Transport-Security: max-age=60$'
done
check_end
