#!/bin/bash
# SPDX-License-Identifier: MIT
# New conversations that somebody should see at once: told when they are first
# judged and only while nobody has answered. The digest.
. "${0%/*}/../lib/slack.sh"
slack_open --demo 60 --seed 5 --days 2

job()
{
	program "$@" >"$R/out" 2>&1
}

job tidemark-backfill --all
job tidemark-score
db_is 'what the first import brings is not told' \
    "select count(*) from outbox where key like 'ticket:%'
    and created_at < now() - interval '6 hours'" 0
db "truncate outbox, slack_message"

# ticket ID SUBJECT TEXT [AGENT-REPLY] [AGE]: a new conversation of the sandbox.
ticket()
{
	local at reply=''

	at=$(date -u -d "${5:-1 minute} ago" +%FT%TZ)
	[ -z "${4:-}" ] || reply=",{\"id\":$(($1 * 10 + 2)),\"type\":\"message\",\"status\":\"active\",\"state\":\"published\",\"body\":\"$4\",\"createdBy\":{\"id\":41,\"type\":\"user\",\"first\":\"Ann\",\"last\":\"Oak\",\"email\":\"ann@example.com\"},\"createdAt\":\"$at\"}"
	curl -sS "$sandbox_url/_sandbox/add" --data-binary "{\"id\":$1,\"number\":$1,
	    \"threads\":1,\"type\":\"email\",\"status\":\"active\",\"state\":\"published\",
	    \"subject\":\"$2\",\"mailboxId\":1,\"createdAt\":\"$at\",\"userUpdatedAt\":\"$at\",
	    \"createdBy\":{\"id\":51,\"type\":\"customer\",\"first\":\"Pat\",\"last\":\"<b>Lee</b>\",\"email\":\"pat@example.com\"},
	    \"primaryCustomer\":{\"id\":51,\"type\":\"customer\",\"first\":\"Pat\",\"last\":\"<b>Lee</b>\",\"email\":\"pat@example.com\"},
	    \"tags\":[{\"id\":1,\"tag\":\"vip\"}],
	    \"_embedded\":{\"threads\":[{\"id\":$(($1 * 10 + 1)),\"type\":\"customer\",
	    \"status\":\"active\",\"state\":\"published\",\"body\":\"$3\",
	    \"createdBy\":{\"id\":51,\"type\":\"customer\",\"first\":\"Pat\",\"email\":\"pat@example.com\"},
	    \"createdAt\":\"$at\"}$reply]}}" >/dev/null
}

news()
{
	job tidemark-backfill
	job tidemark-score
}

ticket 900001 'Goodbye <!channel>' 'Please delete my account and all my data.'
ticket 900002 '' ' '
ticket 900003 'qwrtp' 'sdkjfh wkjrhx qpwzx bcvnm xzlkq wrtpl dfghjk'
ticket 900004 'Colours' 'I love the new colours of the garden.'
ticket 900005 'Delete me' 'Please delete my account.' 'It is done.'
ticket 900006 'Delete me too' 'Please delete my account.' '' '8 hours'
news
db_is 'those that should be seen at once, unless they are old or answered' \
    "select string_agg(key || ' ' || kind, ', ' order by key) from outbox
    where topic = 'slack'" \
    'ticket:900001 delete_request, ticket:900002 empty, ticket:900003 unreadable'
notify
is 'each is one message' "$(parents) $(waiting)" '3 0'
like 'with the label of its kind' "$(texts)" \
    '🚨 DELETE ACCOUNT: #900001 - Goodbye &lt;!channel&gt;'
like 'an empty one' "$(texts)" '📭 Empty: #900002'
like 'an unreadable one' "$(texts)" '❓ Unreadable: #900003'
one=$(slack_ask dump | jq -c '.[] | select(.text | contains("900001"))')
like 'with its tags' "$one" 'DELETE_REQUEST, vip'
like 'a link to Help Scout' "$one" '/conversation/900001/900001'
like 'and the name as text' "$one" '&lt;b&gt;Lee'

db "update analysis set analysed_at = now() where conversation_id = 900001"
db "insert into analysis_due (conversation_id) values (900001)"
ticket 900001 'Goodbye' 'Please delete my account and all my data now.'
news
notify
is 'the same conversation is told once' "$(parents)" 3

# --- answered between the verdict and the message ------------------------------------
ticket 900007 'Please' 'Please delete my account.'
news
db "update conversation set first_reply_at = now() where id = 900007"
notify
is 'answered meanwhile: not told' "$(parents)" 3
db_is 'and said why on the page of alerts' "select state, error from outbox
    where key = 'ticket:900007'" \
    'shown|an agent has replied meanwhile, or it counts no more'

# An answer of Slack's is lost, and before it is asked again the reason has gone.
# lost ID FAULT: what is known then, and how often the message stands there
lost()
{
	ticket "$1" 'Please' 'Please delete my account.'
	news
	ask "fault?kind=$2&path=chat.postMessage" >/dev/null
	notify
	db "update conversation set first_reply_at = now() where id = $1;
	    update outbox set run_at = now() where state = 'queued';
	    update slack_message set tried_at = tried_at - interval '1 min'
	    where state = 'sending'"
	notify
	told="$(db "select string_agg(state, '') from outbox
	    where key = 'ticket:$1'"), $(db "select coalesce(string_agg(state || ' ' ||
	    (ts <> ''), ''), 'no row') from slack_message
	    where key = 'ticket:$1'"), $(messages ".text | contains(\"#$1\")")"
}
lost 900017 lost
is 'told, though nobody heard so: looked for' "$told" 'shown, sent true, 1'
lost 900018 drop
is 'not told, and not to be told any more' "$told" 'shown, no row, 0'
db "update ticket_alert set enabled = false where kind = 'delete_request'"
ticket 900008 'Please' 'Please delete my account.'
news
db_is 'a kind that is switched off' \
    "select count(*) from outbox where key = 'ticket:900008'" 0
db "update ticket_alert set enabled = true, channel = 'C0PRIVACY'
    where kind = 'delete_request'"
ticket 900009 'Please' 'Please delete my account.'
news
notify
is 'a kind has its own channel' "$(messages '.channel == "C0PRIVACY"')" 1

# --- an outbreak ------------------------------------------------------------------------

db "set client_min_messages = warning; truncate incident cascade"
crash='It crashes each time I start it, and I need it right now, this is urgent!'
ticket 900010 'Crash' "$crash"
ticket 900011 'Crash again' "$crash"
news
db_is 'a critical one is news' "select kind from outbox
    where key = 'ticket:900010'" critical
notify
db "delete from outbox where key = 'ticket:900011';
    delete from slack_message where key = 'ticket:900011'"
before=$(parents)
db "set client_min_messages = warning; truncate incident cascade;
    insert into outbox (topic, key, kind) values ('slack', 'ticket:900011',
    'critical'); insert into incident (category, severity, title, begins_at,
    raised_at, last_rise, reports, expected, seconds, chance)
    values ('crash', 'critical', 'Crashes', now() - interval '1 hour', now(),
    now(), 9, 1, 3600, 0.0001)"
ticket 900012 'Crash, too' "$crash"
ticket 900013 'Crash, and please' "$crash Please delete my account."
news
notify
db_is 'one that waits while an incident opens is told by that' \
    "select state, error from outbox where key = 'ticket:900011'" \
    'shown|an open incident tells of it'
db_is 'so is one that comes after it' \
    "select count(*) from outbox where key = 'ticket:900012'" 0
db_is 'who wants to be deleted is news all the same' \
    "select kind, state from outbox where key = 'ticket:900013'" \
    'delete_request|sent'
is 'and one message' "$(parents)" $((before + 1))

# --- the digest ------------------------------------------------------------------------
# What stands out in two made-up days is the hour's affair.
db "set client_min_messages = warning; truncate incident cascade"
db "update digest_rule set every = 'day', at = (now() at time zone 'UTC')::time
    - interval '1 min', channel = 'C0DIGEST'"
notify
notify
is 'the digest comes once' "$(messages '.channel == "C0DIGEST"')" 1
digest=$(texts '.channel == "C0DIGEST"')
like 'it counts full hours' "$digest" "\*$(db "select coalesce(sum(conversations),
    0) from rollup_hour where dimension = 'all' and mailbox_id = 0
    and hour >= date_trunc('hour', now()) - interval '24 hours'
    and hour < date_trunc('hour', now())") conversations? in the 24 hours to\*"
sleep 1
db "update digest_rule set at = (now() at time zone 'UTC')::time
    - interval '11 hours'; truncate outbox, slack_message"
notify
is 'one that is late comes all the same, after midnight too' \
    "$(messages '.channel == "C0DIGEST"')" 2
sleep 1
db "update digest_rule set at = (now() at time zone 'UTC')::time
    - interval '13 hours'; truncate outbox, slack_message"
notify
is 'but not half a day late' "$(messages '.channel == "C0DIGEST"')" 2
like 'with charts as text' "$digest" '[▁▂▃▄▅▆▇█]{24}'
like 'and bars' "$digest" '█+ +[0-9]+'
like 'and what is open' "$digest" 'No incident is open'

check_end
