#!/bin/bash
# SPDX-License-Identifier: MIT
# Buttons that people press in Slack: signature, freshness, once, whose app; what
# they do. The test alert.
. "${0%/*}/../lib/page.sh"
. "${0%/*}/../lib/slack.sh"
slack_open
page_web

state()
{
	db "select state from incident where id = $incident"
}

ts()
{
	slack_ask dump | jq -r '[.[] | select(.thread_ts == ""
	    and .only_for == "")][-1].ts'
}

# press ACTION [MORE]: the status that Tidemark answered, 303 when it was 200.
press()
{
	curl -sS -o "$R/pressed" -w '%{http_code}' -X POST "$sandbox_url/_sandbox/slack/press?channel=C0ALERTS&ts=$(ts)&action=$1&value=${3:-$incident}${2:-}"
}

incident crash
notify
is 'a button is taken' "$(press ack '&user=ann')" 303
is 'and acknowledges' "$(state)" acknowledged
db_is 'by name' "select who from incident_event where kind = 'acknowledged'" \
    slack:ann
db_is 'it is in the audit' "select who from audit where action = 'incident'" \
    slack:ann
notify
like 'the message says so' "$(texts '.thread_ts == ""')" Acknowledged
like 'the thread says who' "$(texts '.thread_ts != ""')" \
    'Acknowledged by ann'
is 'Mute 24 h' "$(press mute_24h) $(state)" '303 muted'
db_is 'for a day' "select mute_until between now() + interval '23 h'
    and now() + interval '25 h' from incident" t
is 'Resolve' "$(press resolve) $(state)" '303 resolved'
is 'acknowledging what is resolved' "$(press ack) $(state)" '303 resolved'
notify
is 'is answered to who pressed, alone' \
    "$(messages '.only_for == "ANN"') $(waiting)" '1 0'
incident crash
notify
is 'an unknown button changes nothing' "$(press explode) $(state)" '303 new'
is 'nor one of another workspace' "$(press ack '&team=T0OTHER') $(state)" \
    '303 new'
is 'nor one whose value is another incident' "$(
    press ack '' 1) $(state)" '303 new'

# --- while somebody holds the incident ----------------------------------------------
# hold SECONDS: another transaction has its row for so long.
hold()
{
	db "begin; select from incident where id = $incident for update;
	    select pg_sleep($1); commit" >/dev/null &
	holder=$!
	wait_for 5 'the row is held' held
}

held()
{
	[ "$(db "select count(*) from pg_stat_activity where state = 'active'
	    and datname = current_database() and pid <> pg_backend_pid()
	    and query like '%pg_sleep%'")" = 1 ]
}

undone()
{
	db 'select count(*) from slack_press where done_at is null'
}

is_stored()
{
	[ "$(undone)" = 1 ]
}

# What the record says was done, how often.
deeds()
{
	db "select kind, who, count(*) from incident_event where incident_id =
	    $incident and kind <> 'raised' group by 1, 2 order by 1" | xargs
}

hold 6
began=$(date +%s%N)
is 'it cannot be done now' "$(press ack '&user=ann') $(state)" '303 new'
took=$((($(date +%s%N) - began) / 1000000))
check "Slack is answered in time ($took ms)" [ "$took" -lt 3000 ]
notify
like 'who pressed is told' "$(texts '.only_for == "ann"')" \
    'Tidemark is busy .* done as soon as it can be'
is 'nor can the program, which goes on' "$(undone) $(state) $status" '1 new 0'
wait "$holder"
notify
is 'it is done afterwards, once, by name' "$(undone) $(state) $(deeds)" \
    '0 acknowledged acknowledged|slack:ann|1'
notify
is 'and not again' "$(deeds)" 'acknowledged|slack:ann|1'

hold 3
press resolve '&user=bob' >/dev/null &
presser=$!
check 'a press is stored' wait_for 2 'it is stored' is_stored
# shellcheck disable=SC2046 # several words
kill -KILL $(ps --ppid "$(service_pid web)" -o pid=)
wait "$presser" "$holder"
is 'the web program is killed before it is done' "$(undone) $(state)" \
    '1 acknowledged'
notify
is 'it is done by the other one, once' "$(undone) $(state) $(deeds)" \
    '0 resolved acknowledged|slack:ann|1 resolved|slack:bob|1'
answers()
{
	curl -fsS -o /dev/null "$stack_url/healthz" 2>/dev/null
}
wait_for 6 'the web program is back' answers

incident bug
notify
db "insert into slack_press (signature, at, incident_id, action, name,
	response_url) values ('x', now() - interval '26 min', $incident, 'ack',
	'cid', '$sandbox_url/_sandbox/nowhere')"
hold 2
notify
wait "$holder"
is 'what could not be done for half an hour is given up, which is told' \
    "$(undone) $(state) $(db "select payload ->> 'text' ~ 'given up' from outbox
    where key like 'press:%' order by id desc limit 1")" '0 new t'

# --- the request itself -----------------------------------------------------------
# signed BODY [SECRET] [TIMESTAMP]: headers for curl.
signed()
{
	local at=${3:-$(date +%s)}

	printf -- '-H\nX-Slack-Request-Timestamp: %s\n-H\n' "$at"
	printf 'X-Slack-Signature: v0=%s\n' "$(printf 'v0:%s:%s' "$at" "$1" |
	    openssl dgst -sha256 -hmac "${2:-sandbox-signing-secret}" |
	    sed 's/.* //')"
}

# send TITLE STATUS BODY HEADER...
send()
{
	page_ask "${@:4}" --data-binary "$3" /slack/interact
	page_compare "$1" "$2"
}

message=$(ts)
json="{\"type\":\"block_actions\",\"team\":{\"id\":\"T0SANDBOX\"},\"user\":{\"id\":\"U0BOB\",\"username\":\"bob\"},\"channel\":{\"id\":\"C0ALERTS\"},\"message\":{\"ts\":\"$message\"},\"actions\":[{\"action_id\":\"ack\",\"value\":\"$incident\"}]}"
body="payload=$(jq -rn --arg j "$json" '$j | @uri')"
mapfile -t good < <(signed "$body")
mapfile -t other < <(signed "$body" other)
mapfile -t stale < <(signed "$body" '' "$(($(date +%s) - 301))")
mapfile -t early < <(signed "$body" '' "$(($(date +%s) + 310))")
send 'no signature'              401 "$body"
send 'another secret'            401 "$body" "${other[@]}"
send 'older than five minutes'   401 "$body" "${stale[@]}"
send 'from the future'           401 "$body" "${early[@]}"
send 'one byte more'             401 "$body " "${good[@]}"
send 'no timestamp'              401 "$body" "${good[@]:2}"
like 'says no more than that' "$page_body" \
    '^\{"detail":"Invalid Slack signature"\}'
is 'none did anything' "$(state)" new
send 'genuine'                   200 "$body" "${good[@]}"
is 'it does' "$page_body $(state)" '{"ok":true} acknowledged'
db "update incident set state = 'new' where id = $incident"
send 'the same again'            200 "$body" "${good[@]}"
is 'does nothing' "$page_body $(state)" '{"ok":true} new'
for bad in '' 'payload=' 'payload=%7B' 'payload=%zz' 'x=1'; do
	mapfile -t head < <(signed "$bad")
	send "signed, but no payload: \"$bad\"" 400 "$bad" "${head[@]}"
done
spaced="payload=$(jq -rn --arg j "$(jq . <<<"$json")" '$j | @uri' |
    sed 's/%20/+/g')"
mapfile -t head < <(signed "$spaced")
send 'blanks as plus signs'      200 "$spaced" "${head[@]}"
is 'are blanks' "$(state)" acknowledged
head -c 17000000 /dev/zero | tr '\0' a >"$R/large"
page_ask --data-binary "@$R/large" /slack/interact
page_compare 'a body that is too large' 413
page_get 'GET' /slack/interact 405
db_is 'each is counted, by its cause' "select cause, times from webhook_refused
    where source = 'slack' order by cause" 'body too large|1
no payload|5
no signature|2
stale signature|2
the same request again|1
wrong signature|2'
page_as viewer
page_get 'and the page of alerts says so' /alerts 200 \
    'Buttons refused: 5 for no payload, .* in 24 hours'
page_get 'of deliveries nothing is said' /jobs 200 '!Webhooks refused'
page_get 'figures' /metrics 200 'tidemark_slack_refused 13' \
    'tidemark_webhooks_refused 0'
page_as nobody

# --- at once --------------------------------------------------------------------------

# together N COMMAND...: N at the same time, each with its number
together()
{
	local i busy=()

	for ((i = 1; i <= $1; i++)); do
		"${@:2}" "$i" >"$R/at.$i" 2>&1 &
		busy+=($!)
	done
	wait "${busy[@]}"
}
pressed()
{
	curl -sS -X POST "$sandbox_url/_sandbox/slack/press?channel=C0ALERTS&ts=$ts&action=ack&value=$incident&user=p$1"
}
clicked()
{
	curl -sS -o /dev/null -w '%{http_code}' -X POST -H \
	    "Authorization: Bearer ${page_token[reviewer]}" \
	    "$stack_url/incidents/$incident/$([ $(($1 % 2)) -eq 1 ] &&
	    echo acknowledge || echo 'mute?for=worse')"
}
either()
{
	[ "$1" -gt 6 ] && clicked "$1" || pressed "$1"
}
# repeated: the very same request
repeated()
{
	curl -sS -o /dev/null -w '%{http_code}' "${head[@]}" --data-binary \
	    "$again" "$stack_url/slack/interact"
}
incident ux
notify
ts=$(ts)
together 6 pressed
db_is 'six people press one button: one acknowledges' "select count(*), count(distinct
    who) from incident_event where incident_id = $incident
    and kind = 'acknowledged'" '1|1'
notify
together 12 either
db_is 'in Slack and on the page: each step begins where the last ended' "
    select count(*) from (select from_state, to_state, lag(to_state)
    over (order by id) as before from incident_event
    where incident_id = $incident) e
    where before <> from_state or before is not null and from_state = to_state" 0
is 'and all are answered' "$(cat "$R"/at.* | tr -s '\n' ' ' |
    grep -Ec '^((200|303) ?)+$')" 1
again="payload=$(jq -rn --arg j "${json/\"value\":\"*\"/\"value\":\"$incident\"}" \
    --arg ts "$ts" '$j | fromjson | .message.ts = $ts |
    .actions[0].action_id = "mute_24h" | tojson | @uri')"
mapfile -t head < <(signed "$again")
db "update incident set state = 'ongoing', mute_until = null where id = $incident"
before=$(db "select count(*) from incident_event where incident_id = $incident")
together 6 repeated
db_is 'one request six times is one press' "select count(*) - $before
    from incident_event where incident_id = $incident" 1
notify
is 'its message is one' "$(messages ".thread_ts == \"\" and .ts == \"$ts\"") $(
    messages ".thread_ts == \"\" and (.blocks | tostring | contains(\"/incidents/$incident\"))")" '1 1'

# --- what monitoring sees of Slack --------------------------------------------------

page_as viewer
figures()
{
	page_ask /metrics
	grep -E '^tidemark_slack_' "$R/body" | grep -v refused | cut -d ' ' -f 2 | xargs
}
notify
db 'truncate outbox'
is 'all is well' "$(figures)" '0 0 0 0 0'
page_get 'ready' /readyz 200 '"slack":\{"ok":true,"detail":"0 alerts wait'
slack_ask 'refuse?error=token_revoked&method=auth.test&count=1' >/dev/null
db "insert into outbox (topic, key, kind, run_at) values ('slack',
    'incident:$incident', 'x', now() - interval '700 s')"
notify
is 'the token was revoked: what waits, how late, that none is taken' \
    "$(figures | sed 's/ 70[0-9] / late /')" '1 late 0 1 0'
page_get 'pages work, Slack does not' /readyz 200 '"status":"ready"' \
    '"slack":\{"ok":false,"detail":"Slack takes none; 1 alerts wait' \
    'the page /alerts says why"' '!token_revoked'
db "truncate outbox; update slack_state set problem = '', problem_at = null;
    insert into outbox (topic, key, kind, state, error) values ('slack', 'incident:9',
    'x', 'dead', 'channel_not_found');
    insert into slack_press (signature) values ('y')"
is 'given up, and a press that waits' "$(figures)" '0 0 1 0 1'
page_get 'which is amiss for a day' /readyz 200 '"slack":\{"ok":false' \
    '1 given up in 24 hours: the page'
db "update outbox set created_at = now() - interval '25 h';
    delete from slack_press where signature = 'y'"
page_get 'and no longer' /readyz 200 '"slack":\{"ok":true'
page_as nobody

# --- the test alert -----------------------------------------------------------------
page_as viewer
page_post 'viewers send no test' /admin/test-slack '' 403
page_as admin
page_post 'an administrator does' /admin/test-slack '' 200 \
    '^\{"ok":true,"message":"[^"]*","channel":"C0ALERTS"\}'
page_get 'by GET, as programs did' /admin/test-slack 200 '"ok":true'
notify
is 'it arrives' "$(messages '.text | contains("Test alert")')" 2

service_stop web
stack_env+=(SLACK_BOT_TOKEN= SLACK_SIGNING_SECRET=)
web_start
send 'no secret is configured'   501 "$body" "${good[@]}"
like 'which is said' "$page_body" 'Slack interactivity not configured'
page_post 'no Slack, no test' /admin/test-slack '' 200 \
    '^\{"ok":false,"error":"Slack not configured","bot":false,"channel":true\}'

check_end
