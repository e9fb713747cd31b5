#!/bin/bash
# SPDX-License-Identifier: MIT
# Clocks that were ahead and are put right: of the database, whose queues hold what
# is due only tomorrow; of the programs, which must not ask for tokens again and
# again; of the web program, whose answers nginx keeps.
. "${0%/*}/../lib/slack.sh"
. "$lib/page.sh"
. "$lib/havoc.sh"
slack_open --demo 60 --seed 5 --days 9
havoc_open
page_web
backfill --all
is 'the history is imported' "$status" 0
id=$(db 'select min(id) from conversation where counted')

# --- queues --------------------------------------------------------------------

incident crash
db "update outbox set run_at = now() + interval '26 hours';
    update slack_state set closed_until = now() + interval '26 hours';
    insert into webhook_event (event, resource_id, conversation_id, body_hash,
      run_at) values ('convo.tags', $id, $id, '\\x01',
      now() + interval '26 hours');
    insert into job (kind, payload, created_by, run_at) values ('conversation',
      '{\"id\": $id}', 'test', now() + interval '26 hours')"
notify
is 'an alert that waits for tomorrow is told' "$(parents) $(waiting)" '1 0'
backfill
db_is 'a webhook is worked off' 'select state from webhook_event' 'done'
db_is 'a job is done' "select state from job where kind = 'conversation'" 'done'

ask 'fault?kind=lost&path=chat.postMessage' >/dev/null
incident bug
notify
db "update outbox set run_at = now() where state = 'queued';
    update slack_message set tried_at = now() + interval '26 hours'
    where state = 'sending'"
notify
is 'a message of tomorrow is found among those of today' \
    "$(parents) $(waiting)" '2 0'
incident_to "$incident" acknowledged ann
db "update outbox set run_at = now() + interval '50 minutes'
    where state = 'queued'"
notify
is 'what waits for less than an hour does wait' "$(waiting)" 1
db "insert into quiet_hours select d, '00:00', '00:00'
    from generate_series(1, 7) d;
    update outbox set run_at = now() where state = 'queued'"
incident payment
notify
db_is 'quiet hours are looked at again within one' "select count(*),
    max(run_at) between now() + interval '59 min' and now() + interval '1 h'
    from outbox where state = 'queued'" '2|t'
db "truncate quiet_hours; update outbox set run_at = now()"

# --- tokens ----------------------------------------------------------------------

# A token is good for two days. Whatever the programs believe that time is, what
# counts is the database's clock, and that of Help Scout.
asked=$(ask stats | jq .token)
for at in 18000 -10800 200000 -200000 90000 0; do
	havoc_clock "$at"
	backfill
	[ "$status" -eq 0 ] || check_fail "the import at $at s: $status"
done
is 'no token is asked for because of a clock' "$(ask stats | jq .token)" "$asked"
db_is 'nor is a change of that time missed' "select watermark <= now()
    from sync_cursor where name = 'sweep'" t

# --- deeds ---------------------------------------------------------------------------

page_as reviewer
ended()
{
	db "select ended_at >= last_rise and ended_at >= begins_at
	    from incident where id = $incident"
}
havoc_clock -18000
page_post 'resolved by a clock that is behind' "/incidents/$incident/resolve" \
    '' 303
is 'it ends after it began' "$(ended)" t
page_post 'reopened' "/incidents/$incident/reopen" '' 303
havoc_clock 18000
page_post 'resolved by one that is ahead' "/incidents/$incident/resolve" '' 303
is 'it ends after it began, too' "$(ended)" t
# Slack may have asked to wait a second: a run ends with that, the next one goes on.
for _ in {1..5}; do
	notify
	[ "$(waiting)" -gt 0 ] || break
	sleep 1.1
done
is 'each has one message, whatever the clock' "$(parents) $(waiting)" '3 0'

# --- what nginx keeps ------------------------------------------------------------------

page_as viewer
page_get 'a page of a clock that is ahead' /incidents 200 '2[^a-z<]*incidents are open'
page_as reviewer
page_post 'something changes' "/incidents/1/resolve" '' 303
sleep 1.1
page_as viewer
page_get 'is not kept until that time' /incidents 200 '1[^a-z<]*incident is open'
check_end
