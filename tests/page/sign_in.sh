#!/bin/bash
# SPDX-License-Identifier: MIT
# Signing in and out: passwords, one-time links, sessions, forged forms.
. "${0%/*}/../lib/page.sh"
page_open
page_as nobody

admin()
{
	program tidemark-admin "$@" >"$R/out" 2>&1
}

printf 'correct horse battery\n' |
    program tidemark-admin user add anna --role viewer --password-stdin \
	>"$R/out" 2>&1
admin user add bob --role admin
printf 'correct horse battery\n' |
    program tidemark-admin user add carl --role admin --password-stdin \
	>"$R/out" 2>&1
printf 'another horse battery\n' |
    program tidemark-admin user add carl --password-stdin >"$R/out" 2>&1
like 'a new password takes no role away' "$(cat "$R/out")" 'carl has role admin'
for password in '' $'\n' short "$(head -c 300 /dev/zero | tr '\0' a)"; do
	printf '%s' "$password" |
	    program tidemark-admin user add dora --password-stdin >"$R/out" 2>&1
	is "a password of ${#password} bytes is refused" $? 2
	like 'which is told' "$(cat "$R/out")" 'a password has [0-9]+ to [0-9]+'
done
db_is 'nobody of it is there' "SELECT count(*) FROM app_user
    WHERE name = 'dora'" 0
db_is 'the audit says who was added, as what' "SELECT string_agg(
    concat_ws(' ', detail->>'user', detail->>'role'), ', ' ORDER BY id)
    FROM audit WHERE action = 'user_add'" 'anna viewer, bob admin, carl admin, carl'

# With the cookies of the jar: jar_ask CURL-ARGUMENT... PATH
jar_ask()
{
	page_ask -b "$R/jar" -c "$R/jar" "$@"
}

is_in()
{
	jar_ask "${1:-/account}"
	[ "$page_status" = 200 ]
}

sign_in()
{
	rm -f "$R/jar"
	jar_ask --data-urlencode "name=$1" --data-urlencode "password=$2" \
	    --data-urlencode "next=${3:-}" /sign-in
}

page_get 'where one wanted to go is kept' '/conversations?q=a%20b' 303
page_head 'in the address of the form' \
    '^Location: /sign-in\?next=%2Fconversations%3Fq%3Da%2520b$'
page_get 'but no longer than the form takes it' \
    "/conversations?q=$(head -c 2000 /dev/zero | tr '\0' a)" 303
page_head 'so that one can sign in' '^Location: /sign-in$'

# --- passwords --------------------------------------------------------------

sign_in anna 'wrong horse battery'
page_compare 'a wrong password' '200|401|403' 'wrong'
wrong=$page_body
unlike 'makes no session' "$page_headers" '^Set-Cookie: tidemark_session=[^;]'
sign_in nobody-of-that-name 'wrong horse battery'
page_compare 'an unknown name' '200|401|403' 'wrong'
is 'reads the same' "$(sed 's/nobody-of-that-name//' <<<"$page_body")" \
    "$(sed 's/anna//' <<<"$wrong")"
sign_in bob ''
check 'an empty password signs in nobody' eval '! is_in'

sign_in anna 'correct horse battery' '/conversations?severity=high'
page_compare 'the right password' 303
page_head 'goes on to where one wanted to go' \
    '^Location: /conversations\?severity=high$'
for mark in HttpOnly SameSite=Lax Path=/; do
	page_head "the cookie is $mark" "^Set-Cookie: tidemark_session=.*$mark"
done
check 'one is in' is_in
for next in //evil.example /\\evil.example https://evil.example \
    '/ok%0d%0aSet-Cookie:x=y' "$(printf '/ok\r\nX-Forged: 1')" \
    $'/\t/evil.example' $'/\n/evil.example'; do
	sign_in anna 'correct horse battery' "$next"
	unlike "next does not lead away (${next//[$'\t\r\n']/ })" \
	    "$(tr -d '\t' <<<"$page_headers")" \
	    '^Location: (//|/\\|https?:)|^X-Forged|^Set-Cookie: *x='
done

# --- one-time links ---------------------------------------------------------

link=$(program tidemark-admin login-link bob)
token=${link##*token=}
rm -f "$R/jar"
jar_ask "/sign-in/link?token=$token"
page_compare 'a link asks to go on' 200 '<form'
check 'but to look at it signs nobody in' eval '! is_in'
jar_ask --data "token=$token" /sign-in/link
page_compare 'to go on signs in' 303
check 'one is in' is_in
rm -f "$R/jar"
jar_ask --data "token=$token" /sign-in/link
check 'the same link again does not' eval '! is_in'
db "UPDATE login_link SET expires_at = now() - interval '1 second'
    WHERE used_at IS NULL" >/dev/null
link=$(program tidemark-admin login-link bob)
db "UPDATE login_link SET expires_at = now() - interval '1 second'
    WHERE used_at IS NULL" >/dev/null
jar_ask --data "token=${link##*token=}" /sign-in/link
check 'a link that is too old does not' eval '! is_in'

is 'no secret is stored as it is' \
    "$(pg_dump -a -d "$(pg_url "$db_name")" | grep -c -e "$token" \
	-e 'correct horse')" 0
is 'nor logged' \
    "$(cat "$R/log/web" "$R/nginx/logs/"*.log | grep -c -e "$token" \
	-e 'correct horse')" 0

# --- forms of other sites ---------------------------------------------------

link=$(program tidemark-admin login-link bob)
jar_ask --data "token=${link##*token=}" /sign-in/link
jar_ask --data 'pages=1' /admin/backfill
page_compare 'a change without the token of the form' 403
jar_ask --data 'csrf=guess' /sign-out
page_compare 'or with another one' 403
check 'changes nothing' is_in
jar_ask /account
csrf=$(grep -o 'name="csrf" value="[^"]*"' <<<"$page_body" | head -n 1 |
    cut -d '"' -f 4)
jar_ask --data-urlencode "csrf=$csrf" /sign-out
page_compare 'with the right one' 303
check 'one is out' eval '! is_in'

# A page elsewhere must not sign somebody in as the one who wrote it.
sign_in_from()
{
	rm -f "$R/jar"
	jar_ask "$@" --data-urlencode name=anna \
	    --data-urlencode 'password=correct horse battery' /sign-in
}

for header in 'Origin: https://evil.example' 'Origin: null' \
    'Sec-Fetch-Site: cross-site'; do
	sign_in_from -H "$header"
	page_compare "a sign-in form with $header" 403 'another site'
	check 'signs nobody in' eval '! is_in'
done
for header in "Origin: $stack_url" 'Sec-Fetch-Site: same-origin'; do
	sign_in_from -H "$header"
	page_compare "the form of this site with $header" 303
	check 'does' is_in
done
link=$(program tidemark-admin login-link bob)
rm -f "$R/jar"
jar_ask -H 'Origin: https://evil.example' --data "token=${link##*token=}" \
    /sign-in/link
page_compare 'nor is a one-time link taken from elsewhere' 403 'another site'
jar_ask --data "token=${link##*token=}" /sign-in/link
page_compare 'which is not used up by that' 303

# --- an end from outside ----------------------------------------------------

sign_in anna 'correct horse battery'
check 'anna is in' is_in
admin user disable anna
check 'disabled, she is out at once where nothing is shared' eval '! is_in'
sleep 6	# as long as nginx keeps the answer to "who is it?"
page_as viewer
page_get 'while somebody else reads a list' /conversations 200
page_as nobody
is 'she is out there after 5 seconds, however often she asks at once' \
    "$(curl -sZ --parallel-immediate -b "$R/jar" -o /dev/null \
	-w '%{http_code}\n' "$stack_url/conversations#[1-20]" 2>/dev/null |
	sort -u)" 303
sign_in anna 'correct horse battery'
check 'and cannot come back' eval '! is_in'

# --- guessing ---------------------------------------------------------------

service_stop nginx
# so few that none is given back meanwhile, however slow the machine is
nginx_start "${stack_url##*:}" "${sandbox_url##*:}" 100000r/s 1r/m
for _ in $(seq 11); do
	sign_in bob guess
done
sign_in bob guess
page_compare 'who guesses passwords is slowed down' 429 'Too many requests'
page_get 'the form itself is not' /sign-in 200

page_as admin
page_get 'a token is good' /admin/config 200
admin token revoke \
    "$(program tidemark-admin token list | awk '/test-admin/ { print $1 }')"
page_get 'revoked, it is not' /admin/config 401
check_end
