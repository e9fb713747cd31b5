#!/bin/bash
# SPDX-License-Identifier: MIT
# Live events: who may listen, what is told after an import and after a change,
# what is not told, that nobody outside can publish, and what is without nchan.
. "${0%/*}/../lib/page.sh"
page_open
nchan_there || die 'nginx has no nchan here'
sandbox_start --demo 60 --seed 5 --days 4 --rate-limit none ||
	die 'the sandbox did not start'
quietly "$R/log/first" program tidemark-backfill --all &&
    quietly "$R/log/first" program tidemark-score || die 'no data'
db_is 'the history that is imported is no news, the last hour is' "select
    count(*) from outbox where topic = 'live'" "$(db "select count(*)
    from conversation where counted and created_at > now() - interval '1 hour'")"
db 'delete from outbox'

stream=(-sN -H 'Accept: text/event-stream' --max-time 200)

# listen NAME ROLE: its events go to $R/NAME until the test ends.
listen()
{
	page_as "$2"
	curl "${stream[@]}" "${page_auth[@]}" "$stack_url/admin/events" \
	    >"$R/$1" 2>/dev/null &
	listeners+=($!)
	wait_for 10 "$1 listens" grep -q connected "$R/$1"
}
listeners=()

# Events of one kind, as JSON a line: events NAME TYPE
events()
{
	sed -n 's/^data: //p' "$R/$1" | jq -c "select(.type == \"$2\")"
}

has_events()
{
	[ "$(events "$1" "$2" | grep -c .)" -ge "$3" ]
}

# --- who ----------------------------------------------------------------------

answers()
{
	page_ask --max-time 3 -H 'Accept: text/event-stream' "$@" /admin/events
}

page_as nobody
answers
is 'nobody is refused' "$page_status" 401
page_auth=(-H 'Authorization: Bearer made-up')
answers
is 'a made-up token too' "$page_status" 401
page_as viewer
page_get 'who does not ask for events is told how' /admin/events 400 \
    'Accept: text/event-stream'
answers -H 'Origin: https://elsewhere.example'
is 'a page of another site may not listen' "$page_status" 403
answers --data x
is 'nobody publishes where others listen' "$page_status" 405
for path in /publish /internal/auth /admin/events/publish; do
	page_post "nor at $path" $path x '404|405'
done
for role in viewer reviewer admin; do
	listen "$role" $role
	is "a $role may listen, and is greeted" "$(events "$role" connected |
	    jq -c '[keys, (.timestamp | type), (now - .timestamp) < 30]')" \
	    '[["timestamp","type"],"number",true]'
done
like 'the answer is kept nowhere' "$(timeout 2 curl -D - -o /dev/null \
    "${stream[@]}" "${page_auth[@]}" "$stack_url/admin/events")" \
    'Cache-Control: no-store'

# --- what -----------------------------------------------------------------------

service_start TERM notify "$R/bin/tidemark-live" --linger 120
check 'pages are told that there is something else' wait_for 10 'it' \
    has_events viewer changed 1
is 'which' "$(events viewer changed | head -n 1 | jq -c '[.what, .spread,
    (.version | type)]')" \
    '[["overview","insights","incidents","jobs"],250,"number"]'

newest=$(db 'select max(number) from conversation')
while [ "$(db "select count(*) from conversation where number > $newest")" = 0 ]; do
	curl -s -o /dev/null "$sandbox_url/_sandbox/event?count=10"
	quietly "$R/log/second" program tidemark-backfill || die 'no import'
done
before=$(events viewer changed | grep -c .)
quietly "$R/log/second" program tidemark-score || die 'no analysis'
n=$(db "select count(*) from conversation where number > $newest and counted")
for role in viewer reviewer admin; do
	check "a $role is told of each new conversation" wait_for 10 'them' \
	    has_events "$role" new_message "$n"
done
is 'by id, number and subject' "$(events viewer new_message |
    jq -r '[.conv_id, .number, .subject, (keys | length)] | @tsv' | sort)" \
    "$(db "select id, number, subject, 4 from conversation
	where number > $newest and counted" | tr '|' '\t' | sort)"
check 'and that pages changed' wait_for 10 'it' has_events viewer changed \
    $((before + 1))
db_is 'nothing of it is left in the outbox' \
    "select count(*) from outbox where topic = 'live'" 0
quietly "$R/log/second" program tidemark-score --reclassify
sleep 1.5
is 'judged again it is no news' "$(events viewer new_message | grep -c .)" "$n"

# --- how often --------------------------------------------------------------------

before=$(events viewer changed | grep -c .)
began=$(date +%s%N)
for _ in $(seq 30); do
	db 'update data_version set version = version + 1'
	sleep 0.1
done
took=$((($(date +%s%N) - began) / 1000000))
sleep 1.5
told=$(($(events viewer changed | grep -c .) - before))
check "30 changes in $took ms are told at most once a second ($told)" \
    [ $told -le $((took / 1000 + 2)) ]
check 'but they are told' [ $told -ge 2 ]
is 'the last one too' "$(events viewer changed | tail -n 1 | jq .version)" \
    "$(db 'select version from data_version')"
db "insert into job (kind, payload) values ('nobody', '{}')"
check 'a job concerns the page of jobs' wait_for 10 'it' eval \
    '[ "$(events viewer changed | tail -n 1 | jq -c .what)" = "[\"jobs\"]" ]'

# A killed program tells again rather than not at all; the next one goes on.
service_stop notify
db "insert into outbox (topic, key, kind, created_at) select 'live',
	'conv:' || id, 'new_message', now() - interval '1 hour'
    from conversation order by id limit 55;
    insert into outbox (topic, key, kind) select 'live', 'conv:' || id,
	'new_message' from conversation order by id limit 3"
before=$(events viewer new_message | grep -c .)
check 'a program that does not wait' program tidemark-live
check 'tells what was left' wait_for 5 'it' has_events viewer new_message \
    $((before + 3))
is 'and nothing that is old' $(($(events viewer new_message | grep -c .) -
    before)) 3
check 'with nothing to tell' program tidemark-live
check 'it gives a sign of life' wait_for 5 'it' has_events viewer keepalive 1

# --- without --------------------------------------------------------------------

kill "${listeners[@]}" 2>/dev/null
page_as viewer
page_get 'pages listen' / 200 'data-refresh="15" data-events="overview"'
page_get 'the working list' /insights 200 'data-events="insights"'
page_get 'the jobs' /jobs 200 'data-events="jobs"'
service_stop nginx
mv "$R/s/live.sock" "$R/s/gone" 2>/dev/null
db 'update data_version set version = version + 1'
check 'nginx is away: the program ends well' program tidemark-live
nginx_nchan=no nginx_start "${stack_url##*:}" "${sandbox_url##*:}"
stack_env+=(TIDEMARK_LIVE_SOCKET=)
service_stop web
web_start || die 'the web program did not start'
db 'update data_version set version = version + 1'
sleep 1	# for which nginx keeps the page
page_get 'without nchan pages ask by themselves' / 200 'data-refresh="15">'
page_get 'and who listens is told' /admin/events 404 'live_socket is empty'
db "insert into outbox (topic, key, kind) values ('live', 'conv:1', 'new_message')"
check 'the program has nothing to tell' program tidemark-live
db_is 'and leaves nothing lying' \
    "select count(*) from outbox where topic = 'live'" 0
check_end
