#!/bin/bash
# SPDX-License-Identifier: MIT
# An outbreak while everything fails at once: all programs are killed a hundred
# times, Slack and Help Scout answer wrongly or not at all, Postgres crashes, clocks
# jump, and people press buttons. In the end each delivery was worked off, each
# incident is told once and as it is, and all counts agree.
unset test_home pg_socket	# a cluster of its own
. "${0%/*}/../lib/slack.sh"
. "$lib/page.sh"
. "$lib/hook.sh"
. "$lib/havoc.sh"

began=$SECONDS
slack_open --demo 300 --seed 5 --days 15 --page-size 25 --slack-interact \
    http://later --hook-wait 100 --hook-disable 1000000 --outbreak 0
# What is committed is there after a crash, as in a server set up as usual.
pg_sql postgres -c "alter database $db_name set synchronous_commit = on"
stack_env+=(HS_WEBHOOK_SECRET="$hook_secret" TIDEMARK_LOG_LEVEL=warn)
db "update alert_rule set least = 'low';
    insert into alert_rule (category, channel, least) values
    ('crash', 'C0CRASH', 'low'), ('payment', 'C0PAYMENT', 'low'),
    ('ux', 'C0UX', 'low');
    update ticket_alert set channel = 'C0TICKETS'"
havoc_open
havoc_crash INT
page_web
program tidemark-backfill --all >"$R/out" 2>&1 ||
    die "the import failed: $(cat "$R/out")"
program tidemark-score >"$R/out" 2>&1
db_is 'the history is imported and learned' "select (select count(*)
    from conversation) > 250, days > 10 from detector_state" 't|t'
incident bug
incident ux critical
ask "set?hook_url=$stack_url$hook_path&hook_secret=$hook_secret" >/dev/null

# --- what happens -----------------------------------------------------------------

# arrive ID 'TEXT': a conversation of a new customer, told by webhook
arrive()
{
	local at person

	at=$(date -u +%FT%TZ)
	person="{\"id\":$(($1 + 500000)),\"type\":\"customer\",\"first\":\"P\",
	    \"last\":\"$1\",\"email\":\"p$1@example.org\"}"
	curl -s -o /dev/null "$sandbox_url/_sandbox/add" -d "{\"id\":$1,
	    \"number\":$1,\"threads\":1,\"type\":\"email\",\"status\":\"active\",
	    \"state\":\"published\",\"subject\":\"Help\",\"mailboxId\":$mailbox,
	    \"createdAt\":\"$at\",\"userUpdatedAt\":\"$at\",\"createdBy\":$person,
	    \"primaryCustomer\":$person,\"tags\":[],\"source\":{\"type\":\"email\",
	    \"via\":\"customer\"},\"_embedded\":{\"threads\":[{\"id\":$(($1 +
	    9000000)),\"type\":\"customer\",\"status\":\"active\",\"state\":
	    \"published\",\"body\":\"$2\",\"createdAt\":\"$at\",\"createdBy\":
	    $person,\"customer\":$person,\"source\":{\"type\":\"email\",
	    \"via\":\"customer\"}}]}}"
}

next_id=800000
mailbox=$(db 'select mailbox_id from conversation group by 1 order by count(*) desc limit 1')
outbreak()
{
	arrive $((next_id++)) 'The app crashes when I open the map.<br>Platform: Android<br>App version: 2.4.1'
	havoc_draw 3
	[ "$drawn" -gt 0 ] || arrive $((next_id++)) \
	    'I was charged twice, please refund me.'
	ask 'event?count=1' >/dev/null
	sleep 0.2
}

# A button of any message that has one. Slack sends it once; who sees nothing
# happen presses again.
press()
{
	local channel ts action value

	read -r channel ts action value < <(slack_ask dump | jq -r --argjson \
	    n "$1" '[.[] | select(.thread_ts == "" and .only_for == "") |
	    . as $m | .blocks[]? | select(.type == "actions") | .elements[] |
	    select(.action_id != "resolve") | "\($m.channel) \($m.ts) \(
	    .action_id) \(.value)"] | if length == 0 then "" else
	    .[$n % length] end')
	[ -n "$value" ] || return
	curl -s -X POST "$sandbox_url/_sandbox/slack/press?channel=$channel&ts=$ts&action=$action&value=$value&user=ann" \
	    >>"$R/havoc/slack"
}

acts=(acknowledge '' mute for=1h mute for=worse unmute '')
# The same on the page: act INCIDENT NUMBER
act()
{
	page_ask --data "${acts[$2 * 2 + 1]}" "/incidents/$1/${acts[$2 * 2]}"
	printf '%s\n' "$page_status" >>"$R/havoc/page"
}

people()
{
	local one two

	havoc_draw 1000 && one=$drawn
	havoc_draw 4 && two=$drawn
	press "$one" &
	act $((one % 4 + 1)) "$two"
	wait
	page_ask '/incidents'	# what nginx keeps must not outlive the clock
	sleep 0.5
}

slack_fails()
{
	local fault=('kind=429&ms=1000&path=slack/api' 'kind=500&path=slack/api'
	    'kind=lost&path=chat.' 'kind=slow&ms=600&path=chat.'
	    'kind=drop&path=chat.' 'kind=html&path=slack/api')
	local taken=(lost 'slow&ms=1500')
	local word=(internal_error service_unavailable fatal_error request_timeout)

	havoc_draw ${#fault[@]}
	ask "fault?${fault[drawn]}" >/dev/null
	havoc_draw ${#word[@]}
	slack_ask "refuse?error=${word[drawn]}&method=chat.&count=1" >/dev/null
	havoc_draw 2	# it stands there, and nobody was told
	ask "fault?kind=${taken[drawn]}&path=chat.postMessage" >/dev/null
	sleep 1.3
}

# For as long as a good part of all this takes; it stands for an hour.
helpscout_is_away()
{
	local kind

	sleep 6
	for kind in 500 html200 drop; do
		ask "fault?kind=$kind&path=/v2/&count=100000" >/dev/null
		sleep 2
		ask faults/clear >/dev/null
	done
	db "update webhook_event set run_at = run_at - interval '1 hour'
	    where state = 'new';
	    update job set run_at = run_at - interval '1 hour'
	    where state = 'queued'" 2>&1
	until [ -e "$R/havoc/over" ]; do sleep 0.2; done
}

postgres_crashes()
{
	havoc_draw 3
	sleep $((5 + drawn))
	[ ! -e "$R/havoc/over" ] || return
	havoc_crash QUIT
	echo crashed >>"$R/havoc/crashes"
}

clock_jumps()
{
	local at=(18000 0 93600 0 -10800 0)

	havoc_draw ${#at[@]}
	havoc_clock "${at[drawn]}"
	havoc_draw ${#at[@]}
	havoc_clock "${at[drawn]}" postgres
	sleep 1.$((RANDOM % 10))
}

# Now a worker, which its master replaces, now the master, which is started again.
web_killed()
{
	local left=$1 master worker end=$((SECONDS + 120))

	while [ "$left" -gt 0 ] && [ $SECONDS -lt $end ]; do
		sleep 1.$((RANDOM % 5))
		master=$(service_pid web)
		mapfile -t worker < <(pgrep -P "$master")
		havoc_draw 4
		if [ "$drawn" -eq 0 ] || [ ${#worker[@]} -eq 0 ]; then
			kill -9 "$master" || continue
			sed -i "/^$master /d" "$services"
			rm -f "$R/s/web.sock"
			service_start TERM web "$R/bin/tidemark-web"
		else
			kill -9 "${worker[drawn % ${#worker[@]}]}" || continue
		fi
		left=$((left - 1))
		echo tidemark-web >>"$R/havoc/killed"
	done 2>/dev/null
}

page_as reviewer
havoc_begin outbreak outbreak
havoc_begin people people
havoc_begin slack slack_fails
havoc_begin helpscout helpscout_is_away
havoc_begin postgres postgres_crashes
havoc_begin clock clock_jumps
printf '# it begins after %d s\n' $((SECONDS - began))
storm=()
havoc_kill 23 tidemark-backfill --linger 9 & storm+=($!)
havoc_kill 23 tidemark-score --linger 9 & storm+=($!)
havoc_kill 23 tidemark-notify --linger 9 & storm+=($!)
havoc_kill 15 tidemark-live --linger 9 & storm+=($!)
web_killed 16 & storm+=($!)
wait "${storm[@]}"
havoc_end

printf '# it is over after %d s\n' $((SECONDS - began))

# --- all is let go ------------------------------------------------------------------

havoc_clock 0
havoc_clock 0 postgres
ask faults/clear >/dev/null
db_left tidemark-backfill tidemark-score tidemark-notify tidemark-live
service_stop web
web_start
for program in backfill notify live; do
	service_start TERM "$program" "$R/bin/tidemark-$program" --linger 150
done
arrive 900000 'How do I change my password?'
incident account

# What was put off for its failures need not be waited for, nor the minute until the
# detector looks again.
settled()
{
	program tidemark-score >>"$R/log/score" 2>&1
	db "update outbox set run_at = least(run_at, now()) where state = 'queued';
	    update webhook_event set run_at = least(run_at, now())
	    where state = 'new';
	    update job set run_at = least(run_at, now()) where state = 'queued';
	    update slack_state set closed_until = null"
	[ "$(ask stats | jq .hooks_waiting) $(db "select
	    (select count(*) from webhook_event where state = 'new')
	    + (select count(*) from job where state in ('queued', 'running'))
	    + (select count(*) from analysis_due)
	    + (select count(*) from outbox where state = 'queued')
	    + (select count(*) from slack_message where state = 'sending')
	    + (select (count(*) = 0)::int from incident
	      where category = 'crash')")" = '0 0' ] || { sleep 1; return 1; }
}
# What still waits is said when that fails.
waits()
{
	db "select 'webhook_event ' || count(*) from webhook_event
	    where state = 'new' union all
	    select 'job ' || kind || ' ' || state || ' ' || note || error from job
	    where state in ('queued', 'running') union all
	    select 'analysis_due ' || count(*) from analysis_due union all
	    select 'outbox ' || topic || ' ' || key || ' ' || attempts || ' ' ||
	      error from outbox where state = 'queued' union all
	    select 'slack_message ' || key || ' ' || channel || ' ' || ts ||
	      ' ' || tried_at from slack_message where state = 'sending'" 2>&1 | sed 's/^/# /'
	tail -5 "$R/log/notify" "$R/log/score" | sed 's/^/# /'
	return 1
}
check 'in the end nothing waits' eval \
    "wait_for 70 'all to be done' settled || waits"
printf '# all is told after %d s\n' $((SECONDS - began))
sleep 2
check 'and nothing comes after it' settled
for program in backfill notify live; do
	service_stop "$program"
done
printf '# %s\n' "killed: $(sort "$R/havoc/killed" | uniq -c | xargs)" \
    "crashes of Postgres: $(wc -l <"$R/havoc/crashes")" \
    "answers 500: $(grep -h -B 3 'status=500' "$R/log/web" | grep -Eo \
    'query=[a-z_"]*.*|route=[^ ]* status=500' | sort | uniq -c | xargs)" \
    "presses in Slack: $(sort "$R/havoc/slack" | uniq -c | xargs)" \
    "presses on pages: $(sort "$R/havoc/page" | uniq -c | xargs)"
check 'killed a hundred times' [ "$(havoc_killed)" -eq 100 ]

# --- Help Scout ----------------------------------------------------------------------

is 'each webhook was acknowledged' "$(ask stats |
    jq .hook_discarded)" 0
acked=$(ask stats | jq .hook_taken)
check "all $acked that were acknowledged are stored" [ "$acked" -gt 50 -a \
    "$acked" -le "$(db 'select sum(times) from webhook_event')" ]
db_is 'and were worked off' "select state, event,
    attempts, note from webhook_event where state not in ('done', 'ignored')" ''
is 'each conversation is here' "$(db 'select id from conversation
    where deleted_at is null and merged_into is null order by id')" \
    "$(ask 'dump?form=ids' | sort -n)"
db_is 'with its verdict' 'select count(*) from conversation c
    where not exists (select from analysis a where a.conversation_id = c.id)' 0
# Conversations, messages and people, as an undisturbed import of the same has them.
imported()
{
	crawl_sums | grep -E '^(conversation|message|customer|agent|mailbox)\|'
}
stored=$(imported)
pg_sql postgres -c "create database ${db_name}_b template migrated"
is 'each once, as an undisturbed import has it' "$stored" "$(
	db_name=${db_name}_b
	stack_env+=(DATABASE_URL="$(pg_url "$db_name")")
	backfill --all
	imported)"
pg_sql postgres -c "drop database ${db_name}_b with (force)"

# --- Slack ---------------------------------------------------------------------------

slack_ask dump >"$R/slack"
# Of each parent message the incident that it shows, and as what.
jq -r '.[] | select(.thread_ts == "" and .only_for == "") | . as $m |
    [.blocks | .. | strings | capture("/incidents/(?<id>[0-9]+)").id][0] |
    select(. != null) | "\(.) \($m.text | capture("(?<s>New|Ongoing|Escalating|Back again|Acknowledged|Muted|Resolved)[^·]* · ").s)"' \
    "$R/slack" | sort -n >"$R/parents"
is 'one message an incident, with its state' "$(cat "$R/parents")" \
    "$(db "select id || ' ' || case state when 'regressed' then 'Back again'
    else initcap(state) end from incident order by id")"
reads=$(ask stats | jq .slack_reads)
check "Slack was looked at $reads times before a message was posted again" \
    [ "$reads" -gt 0 ]
db_is 'the outbreak is among them' "select count(*) from incident
    where category = 'crash' and platform = 'android'" 1
db_is 'each thread has each event' "select count(*) from incident_event e
    join slack_message m on m.key = 'incident:' || e.incident_id
    where e.id > m.told_event and e.from_state <> e.to_state
    and not (e.from_state = 'new' and e.to_state = 'ongoing')
    and not exists (select from slack_message t where t.state = 'sent'
      and t.thread_ts = m.ts and t.key = m.key || '/event:' || e.id)" 0
is 'once, and nothing stands there that the database does not know' \
    "$(jq -r '.[] | select(.only_for == "") | "\(.channel) \(.ts) \(.thread_ts)"' \
    "$R/slack" | sort)" \
    "$(db "select channel || ' ' || ts || ' ' || thread_ts
    from slack_message" | sort)"
db_is 'no alert was given up' "select count(*) from outbox
    where topic = 'slack' and state not in ('sent', 'shown')" 0

# --- clocks ----------------------------------------------------------------------------

db_is 'no incident ended before it began' 'select id, begins_at, raised_at,
    ended_at from incident where ended_at < begins_at or ended_at < raised_at' ''
tokens=$(ask stats | jq .token)
check "tokens were asked for $tokens times, not at each start" [ "$tokens" -lt 20 ]

# --- the page ----------------------------------------------------------------------------

# rows FILTER: of the JSON just answered
rows()
{
	jq -r "$1" "$R/body" | sort -n
}
open=$(db "select count(*) from incident where state <> 'resolved'")
page_as viewer
page_ask '/api/v1/incidents?limit=200'
is 'JSON has the same incidents, with their conversations' \
    "$(rows '.incidents[] | "\(.id) \(.state) \(.conversations) \(.customers)"')" \
    "$(db "select i.id, i.state, m.* from incident i, lateral (select count(*),
    count(distinct customer_id) from incident_members(i)) m
    where merged_into is null order by 1" | tr '|' ' ')"
page_ask '/admin/incidents?limit=200'
is 'so has the replaced form' "$(rows '.incidents[] | "\(.id) \(.status)"')" \
    "$(db "select id || ' ' || case state when 'acknowledged' then 'ack'
    when 'muted' then 'muted' when 'resolved' then 'resolved' else 'open' end
    from incident where merged_into is null order by id")"
page_ask /admin/stats
is 'and its sums' "$(rows '"\(.total) \(.by_status.resolved)"')" \
    "$(db "select count(*) || ' ' || count(*) filter (where state = 'resolved')
    from incident where merged_into is null")"
page_get 'the page counts those that are open' /incidents 200 \
    "(^|[^0-9])${open}[^a-z<]*incidents? (is|are) open" "class=\"count\">$open<"
is 'and lists all' "$(grep -o 'href="/incidents/[0-9]*"' "$R/body" |
    tr -dc '0-9\n' | sort -nu)" "$(db 'select id from incident
    where merged_into is null order by id')"
page_get 'the overview counts them, too' '/?range=7d' 200 \
    "class=\"count\">$open<"
page_ask '/api/v1/conversations?from=2000-01-01&to=2100-01-01'
is 'each conversation is counted' "$(rows .total)" \
    "$(db 'select count(*) from conversation where counted')"
printf '# %d s\n' $((SECONDS - began))
check_end
