#!/bin/bash
# SPDX-License-Identifier: MIT
# Purges: what is left of a demo beside real data is what there would be had it never
# been imported; all or nothing, or resumed, under kill -9; readers are let through;
# every table of the schema is decided; the audit says how many rows went.
. "${0%/*}/../lib/crawl.sh"
crawl_open --demo 300 --seed 3 --page-size 50
stack_env+=(TIDEMARK_LOG_LEVEL=warn)

run()
{
	program "$@" >"$R/log/run" 2>&1
}

# Twice: a re-group that a purge asks for ends in the first.
analyse()
{
	{ run tidemark-score && run tidemark-score && run tidemark-score --quality
	} || die "not analysed: $(cat "$R/log/run")"
}

# --- every table is decided -----------------------------------------------------------

db_is 'each table of the schema is kept or purged' \
    "select string_agg(t, ' ') from purge_undecided() t" ''
db_is 'none is named that is gone' "select string_agg(name, ' ')
    from purge_rule where to_regclass(name) is null" ''
db_is 'people, settings, rules, rubrics, costs and the audit are kept' "select
    count(*) from purge_rule where fate = 'kept' and name in ('app_user',
    'api_token', 'qa_setting', 'ruleset', 'rubric', 'rubric_dimension',
    'model_usage', 'hs_connection', 'audit', 'schema_migration')" 10
db 'create table newly_made (id int)'
like 'with a table that nobody decided about nothing is purged' \
    "$(db 'select purge_all(0)' 2>&1)" 'what becomes of newly_made'
db 'drop table newly_made'

# --- real conversations, with what people made of them ---------------------------------

real()
{
	db "insert into mailbox (id, name) values (900001, 'Real');
	    insert into agent (id, first_name, kind) values (900011, 'Rita',
	      'user');
	    insert into customer (id, first_name) values (900051, 'Rob');
	    insert into conversation (id, number, mailbox_id, customer_id,
	      assignee_id, status, subject, created_at, modified_at,
	      first_reply_at, content_hash)
	    select 9000000 + i, 9000000 + i, 900001, 900051, 900011, 'closed',
	      'Refund ' || i, t, t, t + interval '1 hour', '\\x00'
	    from generate_series(1, 40) i,
	      lateral (select date_trunc('hour', now()) - i * interval '1 hour') x(t);
	    insert into message (id, conversation_id, kind, author_kind,
	      author_id, created_at, body)
	    select id * 10, id, 'customer', 'customer', 900051, created_at,
	      'I was charged twice for plan ' || id % 5 || ', can you refund me?'
	    from conversation where mailbox_id = 900001
	    union all
	    select id * 10 + 1, id, 'agent', 'user', 900011, first_reply_at,
	      'Hi Rob, sorry for that. I have refunded the second charge.'
	    from conversation where mailbox_id = 900001;
	    insert into analysis_due (conversation_id) select id
	    from conversation where mailbox_id = 900001;
	    insert into rollup_dirty (hour) select distinct
	      date_trunc('hour', created_at, 'UTC') from conversation
	    where mailbox_id = 900001"
}

# By people, about conversations (c) of the condition.
people()
{
	db "insert into feedback (batch, conversation_id, number, field, became,
	      notes, who)
	    select 1, c.id, c.number, 'done', 'yes', 'seen to', 'anna'
	    from conversation c where $1 order by c.id limit 5;
	    with reply as (select m.id, m.author_id from message m
	      join conversation c on c.id = m.conversation_id
	      where m.kind = 'agent' and m.author_kind = 'user' and $1
	      order by m.id limit 3),
	    cycle as (insert into qa_cycle (name, begins, ends, goal, created_by)
	      values ('week', now(), now(), 3, 'anna') returning id),
	    session as (insert into qa_session (name, created_by,
	      rubric_version) values ('together', 'anna', 1) returning id),
	    seen as (insert into qa_seen select id, 'ben' from reply),
	    picked as (insert into qa_session_message
	      select s.id, row_number() over (), r.id from reply r, session s),
	    assigned as (insert into qa_assignment (cycle_id, message_id,
	      agent_id, reviewer, why)
	      select c.id, r.id, r.author_id, 'ben', '{}' from reply r, cycle c),
	    coached as (insert into qa_coaching (agent_id, message_id, author,
	      text, follows)
	      select author_id, id, 'ben', 'well done', 0 from reply union all
	      select author_id, null, 'ben', 'in general', id from reply),
	    said as (insert into qa_review (message_id, rubric_version,
	      reviewer, kind, blind, state, total, submitted_at)
	      select id, 1, 'ben', 'review', true, 'submitted', 7, now()
	      from reply returning id, message_id)
	    insert into qa_dispute (message_id, agent_id, who, text, state,
	      resolution, resolved_by, resolved_at, review_id)
	    select s.message_id, r.author_id, 'ann', 'no', 'changed', 'yes', 'ben',
	      now(), s.id from said s join reply r on r.id = s.message_id" >/dev/null
}

# What is stored of conversations, without what tells when it was written and which
# number a sequence gave.
of()
{
	printf "select '%s', count(*), md5(string_agg(r, chr(10) order by r))
	    from (select (to_jsonb(t) - '{%s}'::text[])::text as r from %s t) s;\n" \
	    "$1" "$2" "$1"
}

state()
{
	{
		of mailbox ''
		of agent ''
		of customer ''
		of conversation imported_at
		of message ''
		of analysis analysed_at,cluster_id,fingerprint_id
		of rollup_hour ''
		of reply_open ''
		of search_doc ''
		of keyword ''
		of qa_current score_id
		of qa_rollup_day ''
		of feedback id,at,batch
		of qa_review id,created_at,submitted_at
		of qa_dispute id,created_at,resolved_at,review_id
		of qa_session_message session_id
		of qa_assignment id,cycle_id,assigned_at
		of qa_coaching id,created_at
		printf "select 'groups', string_agg(n || ' ' || title, ', '
		    order by title, n) from (select c.title, count(*) as n
		    from analysis a join cluster c on c.id = a.cluster_id
		    group by c.id) g;\n"
		for table in incident slack_message webhook_event rules_trial \
		    qa_ask analysis_due qa_due rollup_dirty customer_dirty; do
			printf "select '%s', count(*) from %s;\n" $table $table
		done
	} | pg_sql "$db_name" -f -
}

real
analyse
people 'c.mailbox_id = 900001'
wanted=$(state)

# --- the demo beside them -----------------------------------------------------------------

pg_sql postgres -c "drop database $db_name with (force)" \
    -c "create database $db_name template migrated"
backfill
is 'a demo is imported' "$status" 0
imported=$(db 'select count(*) from conversation')
db_is 'and known as one, by who serves it' \
    'select bool_and(demo), count(*) > 1 from mailbox' 't|t'
db "insert into conversation (id, number, mailbox_id, customer_id, status,
      subject, created_at, modified_at, content_hash)
    select 5000000 + i, 5000000 + i, (select min(id) from mailbox),
      (select min(id) from customer), 'closed', 'Zanzibar ' || i,
      now() - interval '2 days', now(), '\\x00' from generate_series(1, 2600) i;
    insert into message (id, conversation_id, kind, author_kind, author_id,
      created_at, body)
    select id * 10, id, 'customer', 'customer', customer_id, created_at,
      'No way to zanzibar ' || id % 7 from conversation where id > 5000000;
    insert into analysis_due (conversation_id) select id from conversation
    where id > 5000000"
real
analyse
people 'c.mailbox_id = 900001'
people 'c.mailbox_id <> 900001 and c.id not between 5000000 and 6000000'
demo=$(db 'select min(id) from conversation')
db "insert into model_call (engine, purpose, model, error, conversation_id,
      message_id, things, input_tokens, cached_tokens, output_tokens, cost,
      took_ms)
    select 'openai', 'score', 'm', error, id, id * 10, 1, 1, 0, 1, cost, 1
    from (values ($demo, 'Zanzibar', 1), (9000001, 'no answer', 2),
      (9000002, null, 4), (null, 'no credit', 8)) x(id, error, cost)" >/dev/null
called()
{
	db_is "$1" "select sum(cost), string_agg(format('%s %s %s',
	      conversation_id, message_id, coalesce(left(error, 20), 'good')), '; '
	      order by cost) from model_call" "15|$2"
}
db "insert into cluster_edit (kind, cluster_id, title, title_before, reason, who)
    select 'rename', cluster_id, 'Zanzibar', '', 'clearer', 'anna'
    from analysis where conversation_id = 5000001;
    insert into incident (category, severity, title, begins_at, raised_at,
      last_rise, reports, expected, seconds, chance)
    values ('', 'high', 'Zanzibar rises', now() - interval '3 days', now(), now(),
      9, 1, 3600, 0.001);
    insert into incident_event (incident_id, kind, from_state, to_state, who)
    select id, 'raised', '', 'new', 'program' from incident;
    insert into outbox (topic, key, kind) select 'slack', 'incident:' || id,
      'incident' from incident;
    insert into outbox (topic, key, kind) values
      ('slack', 'ticket:$demo', 'ticket'), ('live', 'conv:$demo', 'new_message'),
      ('slack', 'digest:2026-01-01', 'digest');
    insert into slack_message (key, mark, channel, state) select
      'incident:' || id || '/event:1', 'm', 'C1', 'sent' from incident;
    insert into slack_message (key, mark, channel, state)
    values ('ticket:$demo', 'n', 'C1', 'sent');
    insert into slack_press (signature, incident_id) select '\\x01', id
    from incident;
    insert into webhook_event (event, conversation_id, body_hash)
    values ('convo.created', $demo, '\\x02');
    insert into job (kind, payload) values
      ('conversation', jsonb_build_object('id', $demo));
    insert into app_user (name, role) values ('anna', 'admin');
    insert into saved_view (owner_id, name, path) select id, 'Mine', '/'
    from app_user; " >/dev/null
held=$(db 'select count(*) from conversation c join mailbox m
    on m.id = c.mailbox_id where m.demo')
all=$(db 'select count(*) from conversation')

# --- asked for from a shell ------------------------------------------------------------------

wrong()
{
	program tidemark-admin purge "$@" >"$R/out" 2>&1
	is "not: purge $*" $? 2
	like 'which is told' "$(cat "$R/out")" 'nothing was purged|must be demo or all'
}
wrong demo
wrong demo --confirm everything
wrong all --confirm all
wrong some --confirm some
db_is 'no job came of that' "select count(*) from job where kind = 'purge'" 0
like 'the word is typed' "$(program tidemark-admin purge demo --confirm demo 2>&1)" \
    'queued as job [0-9]+'

# --- killed ---------------------------------------------------------------------------------

# kill_at MILLISECONDS
kill_at()
{
	db_cut KILL "$(printf '%d.%03d' $(($1 / 1000)) $(($1 % 1000)))" \
	    tidemark-backfill
}
waits="select count(*) from job where kind = 'purge'
    and state in ('queued', 'running')"

killed=0
for ms in 30 80; do
	kill_at $ms
done
# hold SQL: keeps locks until hold_end.
hold()
{
	service_start TERM holder psql -X -q -d "$(pg_url "$db_name")" \
	    -c "begin; $1; select pg_sleep(600)"
}
holders="select pid from pg_stat_activity where query ~ 'pg_sleep'
    and pid <> pg_backend_pid()"
held_up()
{
	[ "$(db "select count(*) from pg_stat_activity
	    where application_name = 'tidemark-backfill'
	    and wait_event_type = 'Lock'")" != 0 ]
}
hold_end()
{
	db "select pg_terminate_backend(pid) from ($holders) h" >/dev/null
	wait_for 10 'the lock to go' eval '[ -z "$(db "$holders")" ]'
}
hold 'select from conversation where id = 5002000 for update'
service_start KILL purger "$R/bin/tidemark-backfill"
check 'it comes to where somebody is at the data' wait_for 30 'it' held_up
service_stop purger
hold_end
db_left tidemark-backfill
left=$(db 'select count(*) from conversation')
check "killed there, it has done a part: $left of $all are left" \
    test "$left" -lt "$all" -a "$left" -gt 1000
for ((i = 0; i < 20; i++)); do
	[ "$(db "$waits")" != 0 ] || break
	backfill
done
db_is 'the job ends' "select state, note ~ 'conversations purged' from job
    where kind = 'purge'" 'done|t'
db_is 'once, with who, what and how many rows' "select count(*), min(who),
    min(detail ->> 'what'), min((detail -> 'rows' ->> 'conversation')::int),
    bool_and((detail -> 'rows' ->> 'message')::int > $held),
    min((detail -> 'rows' ->> 'qa_review')::int) from audit
    where action = 'purge'" "1|operator|demo|$held|t|3"
db_is 'the import is to begin anew' 'select count(*) from sync_cursor' 0
analyse
is 'what is left is as if the demo had never been' "$(state)" "$wanted"
db_is 'a digest that was sent stays sent' "select string_agg(kind, ',')
    from outbox" digest
db_is 'what people have set up stays' 'select count(*) from saved_view' 1
gone='  what it was about is'
called 'a call of a model stays with its cost, not with what it was about' \
    "$gone; 9000001 90000010 no answer; 9000002 90000020 good;   no credit"
pg_dump -a -d "$(pg_url "$db_name")" >"$R/dump" 2>/dev/null
is 'no row of any table has its words' "$(grep -ic zanzibar "$R/dump")" 0

# --- all ----------------------------------------------------------------------------------------

program tidemark-admin purge all --confirm everything >/dev/null
hold 'lock table message in row exclusive mode'
check 'somebody is at the data' wait_for 10 'the lock' eval \
    '[ -n "$(db "$holders")" ]'
service_start TERM purger "$R/bin/tidemark-backfill" --pages 1
tried="select state = 'queued' and error <> '' from job
    where kind = 'purge' order by id desc limit 1"
late=0
while [ "$(db "$tried")" != t ] && service_up purger; do
	db "set statement_timeout = '1500ms';
	    select count(*) from message, session" >/dev/null 2>&1 ||
		late=$((late + 1))
	sleep 0.1
done
service_stop purger
is 'readers do not wait until they are done' $late 0
db_is 'then it is tried again later' "select state, error from job
    where kind = 'purge' order by id desc limit 1" \
    'queued|other programs are at the data'
hold_end
db_is 'and nothing was touched' \
    'select count(*) from conversation where mailbox_id = 900001' 40
db "update job set run_at = now() where kind = 'purge'"

killed=0 torn=0
for ms in 40 80 140; do
	[ "$(db "$waits")" = 1 ] || break
	kill_at $ms
	case $(db 'select (select count(*) > 0 from conversation),
	    (select count(*) > 0 from qa_score), (select count(*) > 0 from feedback),
	    (select count(*) from audit)') in
	't|t|t|1' | 'f|f|f|2') ;;
	*) torn=$((torn + 1)) ;;
	esac
done
printf '# killed %s times\n' $killed
is 'all or nothing' $torn 0
for ((i = 0; i < 20; i++)); do
	[ "$(db "$waits")" != 0 ] || break
	backfill
done
rows=$(db "select string_agg(format('select %L where exists (select from %I)',
    name, name), ' union all ') from purge_rule where fate = 'emptied'")
db_is 'the tables are empty' "$rows" ''
db_is 'but for the job itself' "select string_agg(kind || state, ' ') from job" \
    purgedone
db_is 'the audit says what went' "select who, detail ->> 'what',
    (detail -> 'rows' ->> 'conversation')::int >= 40,
    (detail -> 'rows' ->> 'qa_rollup_day')::int > 0
    from audit where action = 'purge' order by id desc limit 1" 'operator|all|t|t'
called 'calls of models name nothing any more' "$gone; $gone;   good;   no credit"
db_is 'people stay' 'select name from app_user' anna
db_is 'so do the rubric and the rules' 'select (select count(*) from rubric),
    (select count(*) > 0 from ruleset)' '1|t'

# --- and again ------------------------------------------------------------------------------------

backfill
analyse
db_is 'the import begins anew' "select count(*) = $imported, bool_and(demo) from (
    select c.id, m.demo from conversation c join mailbox m on m.id = c.mailbox_id
    ) c" 't|t'
program tidemark-admin purge demo --confirm demo >/dev/null
run tidemark-backfill
db_is 'a demo alone goes as a whole' "select (select count(*) from conversation),
    (select count(*) from mailbox), detail ->> 'what' from audit
    where action = 'purge' order by id desc limit 1" '0|0|demo'
check_end
