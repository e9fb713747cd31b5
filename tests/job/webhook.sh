#!/bin/bash
# SPDX-License-Identifier: MIT
# Webhooks end to end: registered over the API, sent by the sandbox, stored by the
# web program, worked off by tidemark-backfill. Looks for changes are an hour apart,
# so whatever is noticed here was told.
. "${0%/*}/../lib/crawl.sh"
. "$lib/page.sh"
. "$lib/hook.sh"
crawl_open --demo 300 --seed 5 --days 9 --page-size 25 --hook-wait 100
stack_env+=(TIDEMARK_SWEEP_SECONDS=3600 TIDEMARK_HS_MAX_RETRIES=0)
web_start || die 'the web program did not start'
backfill
is 'the history is imported' "$status" 0

admin()
{
	program tidemark-admin "$@" >"$R/out" 2>&1
	status=$?
	out=$(grep -v '^ts=' "$R/out")
}

# --- what cannot be done, in words -------------------------------------------------
# cannot TITLE STATUS PATTERN COMMAND...: under the environment in $with
cannot()
{
	local was=("${stack_env[@]}")

	stack_env+=("${with[@]}")
	admin "${@:4}"
	stack_env=("${was[@]}")
	is "$1" "$status" "$2"
	like "$1: in words" "$out" "$3"
}

with=(HS_WEBHOOK_SECRET=)
cannot 'a word that is none' 2 '^there is no command "webhook regster"' \
    webhook regster
like 'those that there are' "$out" 'webhook status'
unlike 'and no others' "$out" 'user add'
cannot 'a word too many' 2 'webhook register takes nothing more' \
    webhook register now
cannot 'status without a secret' 1 'NOT SET: webhooks are refused' webhook status
with=(HS_WEBHOOK_SECRET=x TIDEMARK_HS_BASE_URL=http://127.0.0.1:1/v2)
for command in register status remove; do
	cannot "no network: $command" 1 \
	    'connection refused or unreachable .hs_base_url is http://127.0.0.1:1/v2' webhook $command
done
cannot 'nor for a test' 1 'hs_base_url is' connection test
with=(HS_WEBHOOK_SECRET=x HS_CLIENT_SECRET=)
db 'delete from upstream_token' >/dev/null
cannot 'no app secret' 1 'correct hs_client_id and hs_client_secret' \
    webhook register
with=(HS_WEBHOOK_SECRET=x "DATABASE_URL=postgresql:///none?host=$R/none")
for command in register status remove; do
	cannot "no database: $command" 1 "^webhook $command: database unreachable" \
	    webhook $command
	unlike 'Help Scout is not blamed' "$out" 'Help Scout,|hs_base_url'
done
with=(HS_WEBHOOK_SECRET=x TIDEMARK_PUBLIC_URL=tidemark.example.org)
cannot 'an address that is none' 2 'public_url .*begins with http' \
    webhook register
with=()

# --- registering --------------------------------------------------------------
admin webhook register
is 'no secret, no webhook' "$status" 2
like 'which says what to do' "$out" 'openssl rand'
stack_env+=(HELPSCOUT_WEBHOOK_SECRET=0123456789012345678901234567890123456789x)
admin webhook register
is 'a secret of 41 characters' "$status" 2
like 'is more than Help Scout takes' "$out" '41 characters.*at most 40'
stack_env+=(HS_WEBHOOK_SECRET="$hook_secret" HELPSCOUT_WEBHOOK_SECRET=)
admin webhook status
is 'none is registered' "$status" 1
like 'as status says' "$out" 'not registered for http://127.*helpscout/webhook'
admin webhook register
is 'registering' "$status" 0
like 'says so' "$out" '^registered: webhook 1, enabled, 18 events'
admin webhook register
like 'again changes nothing' "$out" '^renewed: webhook 1, enabled'
ask 'fault?kind=cut&path=webhooks&skip=1' >/dev/null
admin webhook remove
admin webhook remove
like 'removing it twice' "$out" 'there was none|removed'
ask faults/clear >/dev/null
stack_env+=(TIDEMARK_HS_MAX_RETRIES=3)
ask 'fault?kind=drop&path=webhooks&skip=1&count=1' >/dev/null
admin webhook register
is 'an answer that is lost' "$status" 0
admin webhook status
like 'makes no second one' "$out" 'webhook [0-9]+ +enabled'
token=$(curl -s "$sandbox_url/v2/oauth2/token" -d grant_type=client_credentials \
    -d client_id=sandbox-app -d client_secret=sandbox-secret |
    jq -r .access_token)
is 'as Help Scout says as well' "$(curl -s -H "Authorization: Bearer $token" \
    "$sandbox_url/v2/webhooks" | jq '._embedded.webhooks | length')" 1
stack_env+=(TIDEMARK_HS_MAX_RETRIES=0)
service_stop web
web_start

# --- at once -------------------------------------------------------------------
settled()
{
	[ "$(ask stats | jq .hooks_waiting)" = 0 ] && [ "$(db "select count(*)
	    from webhook_event where state = 'new' and attempts < 1")" = 0 ]
}
settle()
{
	wait_for 60 'all that was told is done' settled
	sleep 0.3
	wait_for 60 'all that was told is done' settled
}

service_start TERM hooks "$R/bin/tidemark-backfill" --linger 600
wait_for 20 'the program lingers' eval \
    '[ "$(db "select count(*) from pg_stat_activity where wait_event_type =
    \$\$Client\$\$ and datname = current_database() and application_name =
    \$\$tidemark-backfill\$\$")" = 1 ]'
sleep 0.5
mapfile -t id < <(db 'select id from conversation where counted order by id')
status_of()
{
	db "select status from conversation where id = $1"
}
write()
{
	curl -s -o /dev/null -X "$1" -H "Authorization: Bearer $token" \
	    -H 'Content-Type: application/json' -d "$3" \
	    "$sandbox_url/v2/conversations/$2"
}
write PUT "${id[0]}/tags" '{"tags":["told","ünïcode"]}'
start=$(date +%s%N)
wait_for 10 'a tag arrives' eval \
    '[ "$(db "select tags @> array[\$\$ünïcode\$\$] from conversation
    where id = ${id[0]}")" = t ]'
ms=$((($(date +%s%N) - start) / 1000000))
check "it took $ms ms" test $ms -lt 3000
write POST "${id[1]}/notes" '{"text":"A note by somebody: a/b \"c\" ünï"}'
write POST "${id[2]}/reply" '{"text":"A reply of more than twenty letters"}'
write PATCH "${id[3]}" '{"op":"replace","path":"/status","value":"closed"}'
ask "merge?from=${id[4]}&into=${id[5]}" >/dev/null
ask 'set?hook_merged=into' >/dev/null
ask "merge?from=${id[6]}&into=${id[7]}" >/dev/null
ask "delete?id=${id[8]}" >/dev/null
settle
db_is 'a note' "select note_count > 0 from conversation where id = ${id[1]}" t
db_is 'a reply' "select count(*) from message where conversation_id = ${id[2]}
    and body like 'A reply of%'" 1
is 'a status' "$(status_of "${id[3]}")" closed
db_is 'a merge told by the one that went' "select merged_into from conversation
    where id = ${id[4]}" "${id[5]}"
wait_for 10 'the other one is asked for' eval \
    '[ "$(db "select merged_into from conversation where id = ${id[6]}")" = \
    "${id[7]}" ]'
db_is 'one told by the one that stays' "select merged_into from conversation
    where id = ${id[6]}" "${id[7]}"
db_is 'a deletion' "select deleted_at is not null from conversation
    where id = ${id[8]}" t

customer=$(db "select customer_id from conversation where id = ${id[20]}")
db "update customer set first_name = 'Old', last_name = 'Name'
    where id = $customer"
ask "hook?event=customer.updated&id=$customer" >/dev/null
settle
db_is 'a customer who was renamed' "select first_name <> 'Old' from customer
    where id = $customer" t
ask "delete_customer?id=$customer" >/dev/null
settle
wait_for 20 'their conversations are asked for' eval \
    '[ "$(db "select count(*) from conversation where customer_id = $customer
    and deleted_at is null and merged_into is null")" = 0 ]'
db_is 'a customer who was deleted has no name' "select first_name || last_name
    || email from customer where id = $customer" ''
db_is 'nor words' "select count(*) from message m join conversation c
    on c.id = m.conversation_id where c.customer_id = $customer" 0
ask "hook?event=customer.updated&id=424242424242" >/dev/null
ask "hook?event=satisfaction.ratings&id=${id[30]}" >/dev/null
curl -s -o /dev/null -d '{"id":30}' \
    "$sandbox_url/_sandbox/hook?event=convo.thought"
ask "hook?event=convo.deleted&id=${id[31]}" >/dev/null
ask "hook?event=beacon.chat.created&id=5" >/dev/null
settle
db_is 'a rating fetches its conversation' "select conversation_id, state from
    webhook_event where event = 'satisfaction.ratings'" "${id[30]}|done"
db_is 'what is unknown is left alone' "select state from webhook_event
    where event = 'convo.thought'" ignored
db_is 'a customer unknown here as well' "select note from webhook_event
    where resource_id = 424242424242" 'a customer who never wrote'
db_is 'a deletion that is not true deletes nothing' "select deleted_at is null
    from conversation where id = ${id[31]}" t
before=$(db 'select count(*) from webhook_event')
ask "hook?event=convo.created&id=${id[32]}&secret=forged&count=5" >/dev/null
ask 'set?hook_repeats=0' >/dev/null
settle
db_is 'forged ones change nothing' 'select count(*) from webhook_event' "$before"
db_is 'and are counted' "select times >= 5 from webhook_refused
    where cause = 'wrong signature'" t
wait_for 20 'they are given up' eval '[ "$(ask stats | jq .hooks_waiting)" = 0 ]'
program tidemark-admin webhook register >/dev/null 2>&1

# --- twice, out of order, by the hundred ---------------------------------------------
ask 'set?hook_twice=40&hook_shuffle=400&hook_repeats=10' >/dev/null
ask 'event?count=150' >/dev/null
settle
db_is 'each is stored once' 'select count(*) = count(distinct (event,
    resource_id, body_hash)), sum(times) > count(*) from webhook_event' 't|t'
db_is 'none failed' "select count(*) from webhook_event where state = 'failed'" 0
service_stop hooks
told=$(crawl_sums)
backfill --all
like 'a crawl of everything' "$(cat "$R/log/backfill")" 'event=end'
is 'finds nothing that was not told' "$(crawl_sums)" "$told"

# --- killed in the middle ---------------------------------------------------------
ask 'event?count=150' >/dev/null
# run_for SECONDS: and then kill -9
run_for()
{
	(cd "$R" && exec "${as[@]}" env -i "${stack_env[@]}" timeout -s KILL \
	    "$1" "$R/bin/tidemark-backfill" --linger 5 2>>"$R/log/killed") \
	    >/dev/null
}
killed=0
for round in $(seq 12); do
	run_for "0.$(printf '%03d' $((RANDOM % 300 + 60)))" 2>/dev/null
	[ $? -eq 137 ] && killed=$((killed + 1))
done
check "killed $killed times" [ $killed -ge 8 ]
db_left tidemark-backfill
wait_for 30 'all is sent' eval '[ "$(ask stats | jq .hooks_waiting)" = 0 ]'
# What two deaths in a row came of waits; its time has come.
db "update webhook_event set run_at = now() where state = 'new'"
backfill
db_is 'then all is done' "select count(*) from webhook_event
    where state not in ('done', 'ignored')" 0
told=$(crawl_sums)
backfill --all
is 'and nothing was lost' "$(crawl_sums)" "$told"

# --- failures -----------------------------------------------------------------------
state_of()
{
	db "select state, attempts, worker, run_at > now(), note <> ''
	    from webhook_event where conversation_id = $1 order by id desc limit 1"
}
write PUT "${id[40]}/tags" '{"tags":["late"]}'
write PUT "${id[41]}/tags" '{"tags":["late"]}'
ask "fault?kind=500&count=100&path=conversations/${id[40]}" >/dev/null
wait_for 30 'both are sent' eval '[ "$(ask stats | jq .hooks_waiting)" = 0 ]'
backfill
is 'one that cannot be had waits' "$(state_of "${id[40]}")" 'new|1||t|t'
is 'and keeps no other waiting' "$(state_of "${id[41]}")" 'done|1||f|t'
db "update webhook_event set run_at = now()"
backfill
db_is 'longer each time' "select attempts, run_at > now() + interval '50 s'
    from webhook_event where state = 'new'" '2|t'
db "update webhook_event set run_at = now(), attempts = 7 where state = 'new'"
backfill
is 'in the end it has failed' "$(state_of "${id[40]}")" 'failed|8||f|t'
ask faults/clear >/dev/null
db "update webhook_event set state = 'new', attempts = 8, worker = 'dead',
    run_at = now() + interval '1 day' where id = (select max(id)
    from webhook_event where conversation_id = ${id[41]})"
backfill
is 'one that ends its program each time is given up' "$(state_of "${id[41]}")" \
    'failed|9||f|t'
before=$(db 'select max(id) from webhook_event')
write PUT "${id[45]}/tags" '{"tags":["first"]}'
write PUT "${id[46]}/tags" '{"tags":["second"]}'
wait_for 30 'both are sent' eval '[ "$(ask stats | jq .hooks_waiting)" = 0 ]'
db "update webhook_event set attempts = 8, worker = 'dead', run_at = now() -
    case when conversation_id = ${id[45]} then interval '2 min'
    else interval '1 min' end where id > $before"
backfill
is 'but not what it had not come to' "$(state_of "${id[45]}"
    state_of "${id[46]}")" "failed|9||f|t
done|8||f|t"
db "update webhook_event set state = 'new', attempts = 2, worker = 'dead'
    where id = (select max(id) from webhook_event)"
backfill
db_is 'who dies of one twice leaves it for later' "select state, attempts,
    worker, run_at > now() + interval '1 min', note from webhook_event
    order by id desc limit 1" \
    'new|3||t|the program ended while it was at this'
db "update webhook_event set run_at = now() where state = 'new'"
backfill
db_is 'and tries it again then' "select state, attempts from webhook_event
    order by id desc limit 1" 'done|4'

write PUT "${id[42]}/tags" '{"tags":["later"]}'
wait_for 30 'it is sent' eval '[ "$(ask stats | jq .hooks_waiting)" = 0 ]'
(stack_env+=(HS_BASE_URL=http://127.0.0.1:1/v2); backfill)
is 'Help Scout away blames no event' "$(state_of "${id[42]}")" 'new|0||f|t'
backfill
is 'which is done when it is back' "$(state_of "${id[42]}")" 'done|1||f|t'

# --- switched off ---------------------------------------------------------------------
service_stop web
ask 'set?hook_repeats=0&hook_twice=0&hook_shuffle=0' >/dev/null
for n in 1 2 3 4 5 6 7 8 9 10 11 12; do
	write PUT "${id[43]}/tags" "{\"tags\":[\"lost-$n\"]}"
done
wait_for 30 'all are given up' eval '[ "$(ask stats | jq .hooks_waiting)" = 0 ]'
db "update sync_cursor set done_at = now() - interval '2 hours'
    where name = 'directory'"
backfill
db_is 'that Help Scout switched it off is noticed' 'select state
    from webhook_registration' disabled
web_start
program tidemark-admin --role viewer token create look >"$R/token"
page_auth=(-H "Authorization: Bearer $(cat "$R/token")")
page_get 'and said' /jobs 200 'switched off by Help Scout'
admin webhook status
is 'status says it too' "$status" 1
admin webhook register
like 'registering switches it on again' "$out" '^switched on again: .*enabled'

# --- the daily comparison ----------------------------------------------------------------
ask 'set?hook_lost=100' >/dev/null
write PUT "${id[44]}/tags" '{"tags":["unheard"]}'
ask "delete?id=${id[43]}" >/dev/null
db "update sync_cursor set watermark = now() + interval '1 hour'
    where name = 'sweep'"
db "update sync_cursor set done_at = now() - interval '25 hours'
    where name = 'crawl'"
db "update webhook_event set received_at = received_at - interval '20 hours'"
program tidemark-score >"$R/out" 2>&1
backfill
db_is 'runs by itself' "select state, created_by from job
    where payload ? 'reconcile'" 'done|cron'
like 'says what was missed' "$(db "select note from job
    where payload ? 'reconcile'")" '^[0-9]+ conversations, 1 new or changed, 1 gone; no webhook told of [0-9]+ of [0-9]+ changes$'
db_is 'a change that nobody told' "select tags from conversation
    where id = ${id[44]}" '{unheard}'
db_is 'and a deletion' "select deleted_at is not null from conversation
    where id = ${id[43]}" t
backfill
db_is 'once a day' "select count(*) from job where payload ? 'reconcile'" 1
told=$(crawl_sums)
backfill --all
is 'a crawl finds no more than it did' "$(crawl_sums)" "$told"


# --- mailboxes that are left out ------------------------------------------------------------
ask 'set?hook_lost=0' >/dev/null
box=$(db 'select mailbox_id from conversation group by 1 order by count(*) limit 1')
stack_env+=(TIDEMARK_HS_MAILBOXES="$box,4242")
for pair in "70001 $box" '70002 777'; do
	read -r one in <<<"$pair"
	curl -s -o /dev/null "$sandbox_url/_sandbox/add" -d "{\"id\":$one,
	    \"number\":$one,\"type\":\"email\",\"status\":\"active\",\"subject\":
	    \"s\",\"mailboxId\":$in,\"createdAt\":\"$(date -u +%FT%TZ)\",
	    \"_embedded\":{\"threads\":[]}}"
done
wait_for 30 'both are sent' eval '[ "$(ask stats | jq .hooks_waiting)" = 0 ]'
backfill
db_is 'webhooks of other mailboxes bring nothing' "select id from conversation
    where id in (70001, 70002)" 70001
db_is 'and are done with' "select state from webhook_event
    where resource_id = 70002" 'done'

check_end
