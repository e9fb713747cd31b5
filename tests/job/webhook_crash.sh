#!/bin/bash
# SPDX-License-Identifier: MIT
# What was acknowledged is there, whatever becomes of Postgres: it is restarted and
# crashed while deliveries come.
unset test_home pg_socket	# a cluster of its own
. "${0%/*}/../lib/page.sh"
. "$lib/hook.sh"
db_open
stack_env+=(HS_WEBHOOK_SECRET="$hook_secret")
nginx_start "${stack_url##*:}" "${sandbox_url##*:}" && web_start ||
    die 'the web program did not start'

# deliver FROM TO: the ids that were answered with 200 go to $R/taken.FROM
deliver()
{
	local i body

	for ((i = $1; i <= $2; i++)); do
		body="{\"id\":$i}"
		[ "$(curl -s -o /dev/null -w '%{http_code}' --max-time 10 \
		    -H 'X-HelpScout-Event: convo.created' \
		    -H "X-HelpScout-Signature: $(hook_sign "$body")" \
		    -H 'Content-Type: application/json' -d "$body" \
		    "$stack_url$hook_path")" = 200 ] && printf '%d\n' $i
	done >"$R/taken.$1"
}

# crash SIGNAL: and start it again
crash()
{
	local R=$check_home services=$check_services

	kill -"$1" "$(service_pid postgres)"
	wait_for 30 'Postgres is down' eval '! service_up postgres'
	sed -i '/ postgres$/d' "$services"
	pg_run -c fsync=off -c synchronous_commit=off
}

deliver 1 400 &
one=$!
deliver 1001 1400 &
two=$!
for signal in INT QUIT QUIT; do
	sleep 1
	check "Postgres ends by SIG$signal and comes back" crash $signal
done
wait $one $two
sort -n "$R"/taken.* >"$R/taken"
taken=$(wc -l <"$R/taken")
check "$taken were acknowledged" [ "$taken" -gt 100 ]
check 'and some were not' [ "$taken" -lt 800 ]
db 'select resource_id from webhook_event order by 1' >"$R/stored"
is 'every acknowledged one is stored' \
    "$(comm -23 <(sort "$R/taken") <(sort "$R/stored") | wc -l)" 0
is 'the others were told that it is away, not that they are wrong' \
    "$(grep -c 'status=500' "$R/log/web")" 0
check_end
