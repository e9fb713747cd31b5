#!/bin/bash
# SPDX-License-Identifier: MIT
# A full re-group: the same each time, killed anywhere it goes on, and what arrives
# meanwhile is placed; two that place the same texts at once make one group each.
. "${0%/*}/../lib/db.sh"
db_open

# arrive N: conversations of 6 to 14 words of 400, a third of them said before
# with a word more
arrive()
{
	db "with new as (
	  insert into conversation (id, number, mailbox_id, status, created_at,
	    modified_at, content_hash)
	  select i, i, 1, 'active', now(), now(), '\\x00'
	  from (select coalesce((select max(id) from conversation), 0) + k as i
	    from generate_series(1, $1) k) x returning id
	), text as (
	  select n.id, case when n.id % 3 = 0 then n.id - 1 else n.id end as t from new n
	), said as (
	  select t.id, string_agg(part[1 + h % 10] || part[1 + h / 10 % 10]
	    || part[1 + h / 100 % 4], ' ' order by w) || case when t.id <> t.t then ' monday' else '' end as body
	  from text t cross join lateral generate_series(1, (6 + t.t % 9)::int) w
	  cross join lateral (select ('x' || substr(md5(t.t || '-' || w), 1,
	    6))::bit(24)::int as h, array['ka', 'lo', 'mi', 'ren', 'tas', 'vo',
	    'pel', 'dur', 'shi', 'gon'] as part) x
	  group by t.id, t.t
	), message as (
	  insert into message (id, conversation_id, kind, created_at, body)
	  select id, id, 'customer', now(), body from said
	)
	insert into analysis_due (conversation_id) select id from new order by id" \
	    >/dev/null
}

# Who is with whom, whatever the groups' numbers.
partition()
{
	db "select md5(string_agg(x, ';' order by x)) from (select
	    string_agg(conversation_id::text, ',' order by conversation_id) as x
	    from analysis group by cluster_id) y"
}

db "insert into mailbox values (1, 'Help')"
arrive 3000
program tidemark-score >"$R/log/score" 2>&1
check 'there are groups of several' [ "$(db 'select count(*) from fingerprint
    where not founder')" -gt 300 ]
db_is 'and none of all' 'select max(n) < 100 from (select count(*) as n
    from analysis group by cluster_id) x' t

texts=$(db 'select count(*) from fingerprint')
program tidemark-score --regroup >"$R/log/score" 2>&1
whole=$(partition)
db_is 'it is a job, which says what it did' "select kind, state, done, total,
    created_by, finished_at is not null, note ~ '^[0-9,]+ texts placed anew, [0-9,]+ conversations moved$'
    from job" "regroup|done|$texts|$texts|operator|t|t"
db_is 'it came to the end' 'select next_round is null, done_id, round
    from group_state' 't|0|2'
db_is 'and left no keys of the round before' 'select count(*)
    from founder_key where round <> 2' 0
program tidemark-score --regroup >"$R/log/score" 2>&1
is 'the same texts in the same order give the same groups' "$(partition)" \
    "$whole"

db_is_under_way()
{
	[ "$(db 'select done_id > 0 from group_state')" = t ]
}

# killed SECONDS
killed()
{
	(cd "$R" && exec "${as[@]}" env -i "${stack_env[@]}" timeout -s KILL \
	    "$1" "$R/bin/tidemark-score" >/dev/null 2>&1) 2>/dev/null
	db_left tidemark-score >/dev/null
}

# Killed as soon as some of it is stored.
(cd "$R" && exec "${as[@]}" env -i "${stack_env[@]}" \
    "$R/bin/tidemark-score" --regroup) >/dev/null 2>&1 &
running=$!
wait_for 30 'some texts are grouped again' db_is_under_way
kill -KILL "$running"
wait "$running" 2>/dev/null
db_left tidemark-score >/dev/null
db_is 'killed half-way' 'select next_round is not null and done_id > 0
    from group_state' t
db_is 'and its job says how far it is' "select state, done = (select count(*)
    from fingerprint where id <= done_id), total >= done, rate >= 0
    from job, group_state where state <> 'done'" 'running|t|t|t'
program tidemark-score >"$R/log/score" 2>&1
db_is 'the next run goes on without being told' \
    'select next_round is null from group_state' t
is 'to the same groups' "$(partition)" "$whole"
db_is 'under the same job, which counts each text once' "select count(*),
    count(*) filter (where state = 'done' and done = $texts and total = $texts)
    from job" '3|3'

db 'update group_state set next_round = round + 1, done_id = 0'
killed 0.12 2>/dev/null
arrive 50
program tidemark-score >"$R/log/score" 2>&1
db_is 'what arrives meanwhile is placed as well' 'select count(*)
    from conversation c left join analysis a on a.conversation_id = c.id
    where a.cluster_id is null' 0
db_is 'one that had no job got one' "select count(*), bool_and(state = 'done')
    from job" '4|t'
db_is 'every text was looked at in the round in use' 'select count(*)
    from fingerprint where round <> (select round from group_state)' 0
db_is 'founders are findable' 'select count(*) from fingerprint f where founder
    and not exists (select from founder_key k where k.fingerprint_id = f.id
    and k.round = f.round)' 0

# --- asked for while another run is at work, as cron's always is ----------------------

is_idle()
{
	[ "$(db "select count(*) from pg_stat_activity where state = 'idle'
	    and datname = current_database()
	    and application_name = 'tidemark-score'
	    and state_change < now() - interval '200 ms'")" -ge 1 ]
}
is_done()
{
	[ "$(db "select state from job order by id desc limit 1")" = 'done' ]
}
service_start TERM linger "$R/bin/tidemark-score" --linger 60
wait_for 20 'a run waits for work' is_idle
before=$(db 'select count(*) from job')
program tidemark-score --regroup --reclassify >"$R/out" 2>"$R/log/score"
is 'it ends at once, with 0' $? 0
like 'and says who judges' "$(cat "$R/out")" \
    "^$(db 'select count(*) from conversation where counted') conversations are judged again.* Another run is at work: it begins within seconds"
like 'who groups, and where it stands' "$(cat "$R/out")" \
    'All texts are grouped again, as job [0-9]+\. .* Jobs in the menu says'
check 'the other run does it' wait_for 30 'its end' is_done
db_is 'as one job, begun at once' "select count(*) - $before,
    max(started_at - created_at) filter (where id = (select max(id) from job))
    < interval '3 seconds' from job" '1|t'
program tidemark-score >"$R/out" 2>"$R/log/score"
is 'without anything to ask for it says that it is not needed' $? 75
like 'and why' "$(cat "$R/log/score")" \
    'already_running next="nothing: the run that is at work does'
service_stop linger

# --- two at once --------------------------------------------------------------

place=$(build_dir "${variant:-gcc}")/tests/bench/grouping
db 'truncate founder_key, word_count, cluster_pin, cluster_edit, analysis,
    fingerprint, cluster cascade'
placing=()
for k in 1 2 3; do
	"$place" place "$(pg_url "$db_name")" 1 2000 >"$R/placed.$k" &
	placing+=($!)
done
wait "${placing[@]}"
db_is 'three that place the same texts at once make each once' \
    'select count(*) > 1500, count(*) = count(distinct hash) from fingerprint' 't|t'
db_is 'and a group has one founder' 'select count(*) from (select cluster_id
    from fingerprint where founder group by 1 having count(*) > 1) x' 0
db_is 'and no group is left over' 'select count(*) from cluster c where not
    exists (select from fingerprint f where f.cluster_id = c.id)' 0
is 'none of them failed' "$(cat "$R"/placed.* | grep -vc '^[0-9]*$')" 0
check_end
