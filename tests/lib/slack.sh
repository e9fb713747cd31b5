# SPDX-License-Identifier: MIT
# tests/lib/slack.sh - tidemark-notify against the sandbox's Slack.
#
#	. "${0%/*}/../lib/slack.sh"
#	slack_open [SANDBOX-ARGUMENT]...	database, nginx and sandbox, Slack set up
#	notify ARGUMENT...			runs it; $status, its log in $R/log/notify
#	slack_ask PATH				of the sandbox's Slack: slack_ask dump
#	incident CATEGORY [SEVERITY]		a new one with its alert; its id in $incident
#	incident_to ID STATE WHO [NOTE]		it changes, with its alert
#	parents, replies			how many messages stand there

. "${BASH_SOURCE[0]%/*}/crawl.sh"

slack_open()
{
	crawl_open "$@"
	stack_slack
	stack_env+=(TIDEMARK_SLACK_TIMEOUT=1)
	ask "set?slack_interact=$stack_url/slack/interact" >/dev/null
}

notify()
{
	program tidemark-notify "$@" >"$R/out" 2>"$R/log/notify"
	status=$?
}

slack_ask()
{
	curl -sS "$sandbox_url/_sandbox/slack/$1" 2>&1
}

# messages FILTER: how many of the dump does jq select?
messages()
{
	slack_ask dump | jq "[.[] | select($1)] | length"
}

parents()
{
	messages '.thread_ts == "" and .only_for == ""'
}

replies()
{
	messages '.thread_ts != ""'
}

# Texts of the messages in order, one a line.
texts()
{
	slack_ask dump | jq -r ".[] | select(${1:-true}) | .text"
}

incident()
{
	incident=$(db "with i as (
	    insert into incident (category, platform, app_version, severity,
		title, begins_at, raised_at, last_rise, reports, expected,
		seconds, chance)
	    values ('$1', 'android', '2.4.1', '${2:-high}',
		'Crashes, mostly Android, 2.4.1', now() - interval '1 h',
		now(), now(), 24, 3.1, 7200, 0.0001) returning id),
	e as (insert into incident_event (incident_id, kind, from_state,
		to_state, who) select id, 'raised', 'new', 'new', 'program' from i)
	insert into outbox (topic, key, kind)
	select 'slack', 'incident:' || id, 'raised' from i
	returning split_part(key, ':', 2)")
}

incident_to()
{
	db "with old as (select state from incident where id = $1 for update),
	i as (update incident set state = '$2', version = version + 1,
		ended_at = case when '$2' = 'resolved' then now() end
	    where id = $1),
	e as (insert into incident_event (incident_id, kind, from_state,
		to_state, who, note) select $1, '$2', state, '$2', '$3', '${4:-}'
	    from old)
	insert into outbox (topic, key, kind) values ('slack', 'incident:$1',
	    '$2')"
}

waiting()
{
	db "select count(*) from outbox where topic = 'slack'
	    and state = 'queued'"
}
