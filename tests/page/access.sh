#!/bin/bash
# SPDX-License-Identifier: MIT
# Who reaches what: the whole route table as nobody, agent, viewer, reviewer and admin.
. "${0%/*}/../lib/page.sh"
page_open
db "insert into agent (id, first_name, kind) values (11, 'Ann', 'user')"
page_agent 11

# Routes that are open to all, as the product promises them. Whatever else the
# table opens to nobody is a finding.
open_to_all='/health /healthz /readyz /sign-in /sign-in/link
    /helpscout/webhook /slack/interact /webhooks/helpscout'

declare -A rank=([nobody]=0 [agent]=1 [viewer]=2 [reviewer]=3 [admin]=4)

# Answers that mean "you may not": a page sends people to the sign-in form.
is_refusal()
{
	case $page_status in
	401 | 403) return 0 ;;
	303) grep -q '^Location: /sign-in' <<<"$page_headers" ;;
	*) return 1 ;;
	esac
}

# Does the last answer say 5xx, or did it not come at all?
is_broken()
{
	case $page_status in
	[1234]??) return 1 ;;
	*) return 0 ;;
	esac
}

# walk METHOD PATH LEAST-ROLE FLAGS, as role $who
walk()
{
	local title="$who: $1 $2" needs=$3
	local path=${2//\{*\}/1}

	page_ask -X "$1" "$path"
	case $path in
	/internal/*)
		is "$title is not reachable" "$page_status" 404
		return
		;;
	esac
	if [[ $4 == *signed,* ]]; then
		check "$title asks for a signature, not for who it is" \
		    eval '[[ $page_status =~ ^(401|501|503)$ ]]'
	elif [ "${rank[$who]}" -lt "${rank[$needs]}" ]; then
		check "$title is refused ($page_status)" is_refusal
	elif [ "$page_status $path" = '503 /readyz' ]; then
		check_pass "$title is allowed (503: not ready)"
	elif [ "$page_status $path" = '303 /sign-out' ]; then
		check_pass "$title is allowed (it ends at the sign-in form)"
	elif [[ "$page_status $path" =~ ^'403 /'(account/zone|(helpscout/)?oauth/start)$ ]]; then
		check_pass "$title is allowed (to a person, not to a token)"
	else
		check "$title is allowed ($page_status)" eval \
		    '! is_refusal && ! is_broken'
	fi
}

routes=$(program tidemark-web --routes)
for who in nobody agent viewer reviewer admin; do
	page_as $who
	while read -r method path needs flags; do
		walk "$method" "$path" "$needs" "$flags"
	done <<<"$routes"
done

is 'open to all is what should be' \
    "$(awk '$3 == "nobody" { print $2 }' <<<"$routes" | sort -u | xargs)" \
    "$(xargs -n 1 <<<"$open_to_all" | sort -u | xargs)"

page_as nobody
page_get 'an unknown address tells nobody whether it exists' /nope '404|303'
for trick in /internal/auth /%69nternal/auth //internal/auth /x/../internal/auth; do
	page_get "no way in by $trick" "$trick" 404
done
page_ask -H 'X-Remote-User: admin' -H 'X-Tidemark-Role: admin' /metrics
check 'no header makes one an admin' is_refusal
page_ask -H 'Authorization: Bearer nonsense' /metrics
check 'a wrong token is nobody' is_refusal
page_ask -H 'Cookie: tidemark_session=nonsense' /metrics
check 'a wrong session is nobody' is_refusal

# With trust in a proxy switched on, the name still comes from nginx alone.
program tidemark-admin user add boss --role admin >/dev/null
service_stop web
stack_env+=(TIDEMARK_TRUST_PROXY_USER=yes)
web_start
page_as nobody
for name in X-Remote-User x-remote-user X_Remote_User; do
	page_ask -H "$name: boss" /account
	check "$name of a client makes nobody a boss" is_refusal
done

# ... which vouches for the boss from here on.
service_stop nginx
nginx_start "${stack_url##*:}" "${sandbox_url##*:}" '' '' boss
sessions='SELECT count(*) FROM session'

page_get 'whom the proxy names is in' / 200 '!sign-in'
page_get 'also where nothing is shared' /admin/poll 200
db_is 'neither begins a session' "$sessions" 0
page_ask -c "$R/jar" /account
page_compare 'a page that holds a form' 200 '<h1>boss</h1>' 'name="csrf"'
db_is 'begins one' "$sessions" 1
csrf=$(grep -o 'name="csrf" value="[^"]*"' <<<"$page_body" | head -n 1 |
    cut -d '"' -f 4)
page_ask -b "$R/jar" /account
page_compare 'the next one' 200 "$csrf"
db_is 'goes on with it' "$sessions" 1
for sent in '' 'csrf=' "csrf=$csrf"; do
	page_ask --data "$sent" /sign-out
	page_compare "a change without its session ($(wc -c <<<"$sent"))" 403
done
db_is 'begins none' "$sessions" 1
link=$(program tidemark-admin user add anna --role viewer >/dev/null &&
    program tidemark-admin login-link anna)
page_ask -c "$R/anna" --data "token=${link##*token=}" /sign-in/link
page_ask -b "$R/anna" -c "$R/anna" /account
page_compare 'a session that somebody else left counts for nothing' 200 \
    '<h1>boss</h1>'
page_ask -b "$R/jar" --data-urlencode "csrf=$csrf" /sign-out
page_compare 'a form of the session works' 303
check_end
