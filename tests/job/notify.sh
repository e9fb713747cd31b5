#!/bin/bash
# SPDX-License-Identifier: MIT
# From the outbox to Slack: one parent message an incident, edited as it changes,
# later events in its thread; what Slack answers besides "ok".
. "${0%/*}/../lib/slack.sh"
slack_open

# What was put off is due now. Slack's own second goes by.
due_now()
{
	sleep 1
	db "update outbox set run_at = now() where state = 'queued';
	    update slack_state set closed_until = null;
	    update slack_message set tried_at = tried_at - interval '1 min'"
}

fresh()
{
	db "truncate outbox, slack_message, incident, incident_event cascade;
	    update slack_state set closed_until = null, problem = '',
		problem_at = null"
	ask faults/clear >/dev/null
	slack_ask clear >/dev/null
}

incident crash
notify
is 'a round ends with 0' "$status" 0
is 'one message stands there' "$(parents) $(replies)" '1 0'
like 'it says what and how much' "$(texts)" \
    'New · Crashes, mostly Android, 2.4.1: 24 reports in 2 h, 3.1 usual'
db_is 'the row is sent' "select state, error from outbox" 'sent|'
db_is 'and Slack is known' "select team_id, problem from slack_state" \
    'T0SANDBOX|'

db "insert into outbox (topic, key, kind) values ('slack', 'incident:1', 'rise')"
notify
is 'the same is not said twice' \
    "$(slack_ask dump | jq -c '[.[].edits]') $(waiting)" '[0] 0'

incident_to 1 escalating program
incident_to 1 acknowledged 'slack:ann' 'on it <!channel> *now*'
notify
is 'what changed twice is edited once, and told in the thread' \
    "$(parents) $(replies) $(messages '.edits == 1') $(waiting)" '1 2 1 0'
like 'the message shows the present state' "$(texts '.thread_ts == ""')" \
    'Acknowledged · Crashes'
like 'the thread says who' "$(texts '.thread_ts != ""')" \
    'Acknowledged by ann'
unlike 'outside text mentions nobody' "$(texts)" '<!channel>'
like 'it stands there as text' "$(texts '.thread_ts != ""')" \
    '&lt;!channel&gt;'
is 'acknowledged, it has no such button' "$(slack_ask dump |
    jq '[.[0].blocks[] | select(.type == "actions") | .elements[]
	| select(.action_id == "ack")] | length')" 0

# --- whom, when, where ------------------------------------------------------------
fresh
db "insert into alert_rule (category, channel, owner, least)
    values ('crash', 'C0CRASH', 'U0OWNER', 'medium')"
incident crash
notify
is 'a category has its own channel and owner' \
    "$(messages '.channel == "C0CRASH" and (.text | contains("<@U0OWNER>"))')" 1
db "insert into slack_user (name, id) values ('owner', 'U0OWNER')"
incident_to "$incident" resolved slack:owner
incident_to "$incident" regressed slack:owner
notify
is 'nobody is mentioned for what they did themselves' \
    "$(messages '.thread_ts != "" and (.text | contains("<@"))')" 0
incident_to "$incident" escalating program
notify
is 'but for what the program saw, also in the channel' \
    "$(messages '.broadcast and (.text | contains("<@U0OWNER>"))')" 1

fresh
incident crash low
notify
is 'what is less severe than asked for is not told' "$(parents)" 0
db_is 'it stands on the page of alerts' 'select state, error from outbox' \
    'shown|less severe than what is told in Slack'
db "update incident set severity = 'critical'"
incident_to "$incident" escalating program
notify
is 'until it gets worse' "$(parents) $(waiting)" '1 0'

fresh
db "insert into quiet_hours select d, '00:00', '00:00' from generate_series(1, 7) d"
incident crash
notify
is 'in quiet hours it waits' "$(parents) $(waiting)" '0 1'
db "update incident set severity = 'critical'"
due_now
notify
is 'what is critical passes' "$(parents) $(waiting)" '1 0'
db "update incident set severity = 'high'"
incident_to "$incident" acknowledged ann
notify
is 'an edit wakes nobody, the thread waits' \
    "$(messages '.edits == 1') $(replies) $(waiting)" '1 0 1'
db 'truncate quiet_hours'
due_now
notify
is 'for the morning' "$(replies) $(waiting)" '1 0'

# --- nobody answers ---------------------------------------------------------------
fresh
db "update alert_rule set remind_minutes = 30, escalate_minutes = 60,
    escalate_to = 'S0LEADS' where category = 'crash'"
incident crash
notify
db "update incident set raised_at = now() - interval '95 min';
    update incident_event set at = now() - interval '95 min'"
notify
is 'one reminder of several, and the escalation' \
    "$(messages '.text | contains("nobody has acknowledged")') $(waiting)" '1 0'
like 'it goes to those it should' "$(texts '.broadcast')" \
    'Still without an answer.*<!subteam\^S0LEADS>'
notify
is 'once' "$(replies)" 1
incident_to "$incident" acknowledged ann
db "update incident set raised_at = now() - interval '3 hours'"
notify
is 'who answered is not reminded' \
    "$(messages '.text | contains("nobody has acknowledged")')" 1

fresh
incident crash
notify
db "insert into outbox (topic, key, kind) values
    ('slack', 'incident:$incident', 'reminder'),
    ('slack', 'incident:$incident', 'went on')"
notify
is 'a reminder is said although something else happened since' \
    "$(messages '.text | contains("nobody has acknowledged")') $(waiting)" '1 0'
# as a program leaves it that is killed when it said so
db "with o as (insert into outbox (topic, key, kind)
	values ('slack', 'incident:$incident', 'escalation') returning id)
    insert into slack_message (key, mark, channel, ts, state)
    select 'incident:$incident/outbox:' || id, 'm', 'C0CRASH', '1.000001', 'sent'
    from o"
incident_to "$incident" escalating program
notify
is 'an escalation that was said is not said again with what came after it' \
    "$(messages '.text | contains("Still without an answer")') $(waiting)" '0 0'

# --- what Slack answers -------------------------------------------------------------
# fault TITLE QUERY: one parent comes of it in the end, whatever came before.
fault()
{
	fresh
	ask "fault?$2" >/dev/null
	incident crash
	notify
	for _ in 1 2 3; do
		[ "$(waiting)" = 0 ] && break
		due_now
		notify
	done
	is "$1: one message" "$(parents) $(waiting) $status" '1 0 0'
}

post='path=chat.postMessage'
fault 'a 429'                          "kind=429&ms=1000&$post"
fault 'an internal error'              "kind=500&$post"
fault 'a bad gateway'                  "kind=html&$post"
fault 'a page for people, 200'         "kind=html200&$post"
fault 'no answer in time, accepted'    "kind=slow&ms=3000&$post"
fault 'no answer at all, accepted'     "kind=lost&$post"
fault 'no answer, not accepted'        "kind=drop&$post"
fault 'half an answer'                 "kind=cut&$post"
fault 'an empty answer'                "kind=empty&$post"
fault 'garbage'                        "kind=garbage&$post"
fault 'two lost answers'               "kind=lost&count=2&$post"

fresh
ask "fault?kind=429&ms=30000&$post" >/dev/null
incident crash
notify
db_is 'Retry-After is kept by the next run as well' "select closed_until
    between now() + interval '20 s' and now() + interval '31 s'
    from slack_state" t
notify
is 'which waits' "$(parents) $(waiting)" '0 1'

# edits: repeated without harm
fresh
incident crash
notify
ask 'fault?kind=lost&path=chat.update' >/dev/null
incident_to "$incident" acknowledged ann
notify
due_now
notify
is 'an edit whose answer was lost is made again' \
    "$(parents) $(replies) $(waiting)" '1 1 0'
like 'the state is there' "$(texts '.thread_ts == ""')" Acknowledged
slack_ask "delete?channel=C0CRASH&ts=$(slack_ask dump | jq -r '.[0].ts')"
incident_to "$incident" resolved ann
notify
is 'a message that a person deleted is told anew, once' "$(parents)" 1

# --- errors by class ------------------------------------------------------------------
refuses()
{
	fresh
	slack_ask "refuse?error=$1&method=${2:-chat.postMessage}&count=${3:-1}" \
	    >/dev/null
	incident crash
	notify
}

refuses invalid_blocks
is 'refused blocks: plain text goes out' \
    "$(messages '.blocks == []') $(waiting)" '1 0'
refuses msg_too_long chat.postMessage 2
db_is 'refused twice: given up, and said why' "select state, error from outbox" \
    'dead|chat.postMessage: msg_too_long'
fresh
incident crash
notify
slack_ask 'refuse?error=msg_too_long&method=chat.postMessage' >/dev/null
incident_to "$incident" escalating program 'what Slack does not take'
incident_to "$incident" acknowledged ann
notify
is 'refused in the thread: what comes after it goes out' \
    "$(parents) $(replies) $(waiting)" '1 1 0'
refuses channel_not_found
db_is 'no such channel: this alert alone' "select o.state, error, problem
    from outbox o, slack_state" 'dead|chat.postMessage: channel_not_found|'
incident_to "$incident" escalating program
notify
is 'the next change tries again' "$(parents)" 1
refuses token_revoked
db_is 'a bad token stops everything, and the operator is told' \
    "select o.state, problem from outbox o, slack_state" \
    'queued|chat.postMessage: token_revoked'
notify
is 'put right, it goes on by itself' "$(parents) $(waiting)" '1 0'
db_is 'and the problem is gone' 'select problem from slack_state' ''
refuses missing_scope auth.test
like 'rights that lack are said' \
    "$(db 'select problem from slack_state')" missing_scope
ask 'set?slack_token=xoxb-other' >/dev/null
fresh
incident crash
notify
db_is 'a token that Slack does not know' \
    "select o.state, problem from outbox o, slack_state" \
    'queued|auth.test: invalid_auth'
ask 'set?slack_token=xoxb-sandbox' >/dev/null

# --- pace --------------------------------------------------------------------------------
fresh
limited=$(ask stats | jq .slack_limited)
db "delete from alert_rule where category = 'crash'"
for category in a b c d; do
	incident $category
done
start=$SECONDS
notify
check 'four messages take three seconds' [ $((SECONDS - start)) -ge 3 ]
is 'none is refused' "$(parents) $(($(ask stats | jq .slack_limited) - limited))" \
    '4 0'

# --- long ago ----------------------------------------------------------------------------
fresh
incident crash
db "update incident set state = 'resolved', ended_at = now()"
incident crash
db "insert into slack_message (key, mark, channel, ts, state)
	values ('ticket:1', 'm', 'C0', '1.000001', 'sent');
    insert into outbox (topic, key, kind, state)
	values ('slack', 'ticket:1', 'empty', 'sent'), ('slack', 'test:1', 'test', 'queued'),
	('live', 'conv:1', 'new_message', 'queued');
    update outbox set state = 'sent' where key like 'incident:%';
    update outbox set created_at = now() - interval '91 days',
	run_at = now() + interval '1 minute';
    update slack_message set tried_at = now() - interval '91 days'"
notify
db_is 'old alerts go, but for what waits and what is of an open incident' \
    'select key from outbox order by id' "incident:$incident
test:1"
db_is 'and so do their messages' 'select count(*) from slack_message' 0

# --- switched off ------------------------------------------------------------------------
fresh
incident crash
(
	stack_env+=(SLACK_BOT_TOKEN=)
	notify
)
db_is 'without Slack it stands on the page of alerts' \
    'select state, error from outbox' 'shown|Slack is not set up'
notify
is 'and is not told later' "$(parents)" 0

check_end
