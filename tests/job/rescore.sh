#!/bin/bash
# SPDX-License-Identifier: MIT
# Stored replies judged by another rubric: killed at any point it goes on where it
# was, asked for twice it judges nothing twice, cancelled it leaves nothing half
# done; what is shown as the difference is what a recount says.
. "${0%/*}/../lib/db.sh"
db_open
stack_env+=(TIDEMARK_LOG_LEVEL=warn)
N=6000

# Replies of six agents, an hour or so apart; some of them of spam.
db "insert into mailbox (id, name) values (1, 'A');
    insert into agent (id, first_name, kind) select i, 'Agent ' || i, 'user'
    from generate_series(11, 16) i;
    insert into conversation (id, number, mailbox_id, status, subject,
      created_at, modified_at, content_hash)
    select i, i, 1, case when i % 50 = 0 then 'spam' else 'closed' end,
      'Question', now() - i * interval '50 minutes', now(), '\\x00'
    from generate_series(1, $N) i;
    insert into message (id, conversation_id, kind, author_kind, author_id,
      created_at, body)
    select id * 10, id, 'customer', 'customer', null::bigint, created_at,
      'The app crashes when I open the map. What can I do? ' || id
    from conversation
    union all
    select id * 10 + 1, id, 'agent', 'user', 11 + id % 6, created_at
      + interval '9 minutes', (array['Hi, sorry for the trouble. Please update the app and open the map again.',
      'As I said, you should have read the manual!!!',
      'Thank you for writing. We are looking into it.', 'ok'])[1 + id % 4]
    from conversation;
    insert into analysis_due (conversation_id) select id from conversation;
    analyze" >/dev/null
program tidemark-score >"$R/log/score" 2>&1
program tidemark-score --quality >"$R/log/quality" 2>&1
db_is 'all are judged by the first rubric' "select count(*) from qa_current
    where rubric_version = 1" $N

# rubric EMPATHY ACCURACY TONE RESOLUTION: a version that asks for something that
# no other does; rescore VERSION MOST: a job
rubric()
{
	local asks=$RANDOM.$RANDOM.$RANDOM

	db "with made as (insert into rubric (name, created_by)
	      values ('Try', 'anna') returning version)
	    insert into rubric_dimension (rubric_version, position, key, name,
	      weight, scale, critical, guidance)
	    select version, d.position, d.key, d.key, d.weight, 10,
	      d.key = 'resolution', '$asks'
	    from made, unnest(array['empathy', 'accuracy', 'tone', 'resolution'],
	      array[$1, $2, $3, $4]::float8[]) with ordinality as
	      d(key, weight, position)
	    returning rubric_version" | head -1
}
rescore()
{
	db "with wish as (insert into rubric_rescore (rubric_version, who, most)
	      values ($1, 'anna', $2) returning id)
	    insert into job (kind, payload, created_by)
	    select 'rescore', jsonb_build_object('rescore', id, 'rubric', $1),
	      'anna' from wish"
}
quality() { program tidemark-score --quality >"$R/log/quality" 2>&1; }
# killed SECONDS: a run that ends by kill -9
killed()
{
	(cd "$R" && exec "${as[@]}" env -i "${stack_env[@]}" timeout -s KILL \
	    "$1" "$R/bin/tidemark-score" --quality) >"$R/out" 2>&1
}
# Steps that take their time, so that one can be met half-way; and no more.
slowly()
{
	db "create or replace function slow() returns trigger language plpgsql
	    as \$\$ begin perform pg_sleep(0.05); return null; end \$\$;
	    create trigger slow after update on rubric_rescore
	    for each statement execute function slow()" >/dev/null
}
at_once() { db 'drop trigger slow on rubric_rescore' >/dev/null; }
sums()
{
	db "select count(*), md5(string_agg(concat_ws(' ', q.message_id, q.total,
	      q.failed, q.scores), ',' order by q.message_id))
	    from qa_current q where rubric_version = $1"
}

# --- killed -------------------------------------------------------------------

still=$(rubric 0.6 0.2 0.1 0.1)
rescore "$still" 0
quality
db_is 'an undisturbed run looks at all of them' "select looked, judged, total,
    done_at is not null from rubric_rescore" "$N|$N|$N|t"
db_is 'and its job is done' "select state, done, total, note from job" \
    "done|$N|$N|$N replies, $N judged"
shaken=$(rubric 0.6 0.2 0.1 0.1)
rescore "$shaken" 0
seen=0
torn=0
slowly
# A little longer each time, however long the program takes to set itself up.
for tenths in $(seq 60); do
	[ $seen -lt 5 ] || break
	killed "$((tenths / 10)).$((tenths % 10))" 2>/dev/null
	db_left tidemark-score >/dev/null
	IFS='|' read -r looked judged said < <(db "select looked, (select count(*)
	    from qa_score where rubric_version = $shaken), (select done from job
	    order by id desc limit 1) from rubric_rescore order by id desc limit 1")
	[ "$looked|$looked" = "$judged|$said" ] || torn=$((torn + 1))
	[ "$looked" -eq 0 ] || [ "$looked" -eq $N ] || seen=$((seen + 1))
done
is 'killed, what its job says is what is stored' $torn 0
check "and it was on its way ($seen times)" [ $seen -ge 1 ]
at_once
quality
db_is 'it goes on to the end' "select looked, judged, done_at is not null
    from rubric_rescore order by id desc limit 1" "$N|$N|t"
is 'and the scores are those of the undisturbed run' "$(sums "$shaken")" \
    "$(sums "$still")"
db_is 'none was judged twice' "select count(*) from qa_score
    where rubric_version = $shaken" $N

# --- twice --------------------------------------------------------------------

rescore "$shaken" 0
quality
db_is 'once more judges nothing' "select looked, judged from rubric_rescore
    order by id desc limit 1" "$N|0"
db_is 'and adds nothing' "select count(*) from qa_score
    where rubric_version = $shaken" $N

# --- so many ------------------------------------------------------------------

few=$(rubric 0.1 0.1 0.1 0.7)
rescore "$few" 330
quality
db_is 'so many as are wanted, the newest that count' "select count(*),
    bool_and(q.counted), min(q.replied_at) > (select max(replied_at)
      from qa_current o where o.rubric_version = 1 and o.counted
      and o.message_id not in (select message_id from qa_current
        where rubric_version = $few))
    from qa_current q where rubric_version = $few" '330|t|t'

# --- cancelled ----------------------------------------------------------------

left=$(rubric 0.2 0.2 0.2 0.4)
rescore "$left" 0
slowly
quality &
wait_for 30 'it is on its way' eval \
    '[ "$(db "select looked from rubric_rescore order by id desc limit 1")" -gt 0 ]'
db "update job set state = 'cancelled', finished_at = now(), cancelled_by = 'anna'
    where id = (select max(id) from job)" >/dev/null
wait $!
at_once
db_is 'cancelled, it stops between two steps' "select looked > 0 and looked < $N,
    looked = judged, judged = (select count(*) from qa_score
      where rubric_version = $left), done_at is null
    from rubric_rescore order by id desc limit 1" 't|t|t|t'
db_is 'and stays cancelled' "select state from job order by id desc limit 1" \
    cancelled
db "insert into job (kind, payload, created_by) select kind, payload, 'anna'
    from job order by id desc limit 1" >/dev/null
quality
db_is 'asked for again, it goes on' "select looked, judged from rubric_rescore
    order by id desc limit 1" "$N|$N"
db_is 'without judging any twice' "select count(*), count(distinct message_id)
    from qa_score where rubric_version = $left" "$N|$N"

# --- what it says -------------------------------------------------------------

# From the marks and scores themselves, in the plainest form.
plain()
{
	db "with pair as (
	      select s.message_id, m.author_id, s.rubric_version, s.total,
	        (select k.score from qa_mark k join rubric_dimension d on
	          d.rubric_version = s.rubric_version and d.position = k.position
	          where k.score_id = s.id and d.key = 'empathy') as empathy
	      from qa_score s join message m on m.id = s.message_id
	      join conversation c on c.id = m.conversation_id
	      where c.status <> 'spam' and s.rubric_version in (1, $1)),
	    both_ as (select x.total as a, y.total as b, x.empathy as c,
	        y.empathy as d, x.author_id
	      from pair x join pair y using (message_id)
	      where x.rubric_version = 1 and y.rubric_version = $1)
	    $2"
}
shown() { db "select $3 from rubric_pairs('heuristic', 1, $1, 20000) $2"; }
row="count(moved), round(avg(before)::numeric, 6), round(avg(after)::numeric, 6),
    count(*) filter (where moved > 1), count(*) filter (where moved < -1)"
for v in $shaken $few $left; do
	is "the total under version $v" "$(shown "$v" "where key = ''
	    and moved is not null" "$row")" "$(plain "$v" "select count(*),
	    round(avg(a)::numeric, 6), round(avg(b)::numeric, 6),
	    count(*) filter (where round((b - a)::numeric, 6) > 1),
	    count(*) filter (where round((a - b)::numeric, 6) > 1)
	    from both_ where a is not null and b is not null")"
	is "empathy under version $v" "$(shown "$v" "where key = 'empathy'
	    and moved is not null" "$row")" "$(plain "$v" "select count(*),
	    round(avg(c)::numeric, 6), round(avg(d)::numeric, 6), 0, 0
	    from both_ where c is not null and d is not null")"
done
is 'and each agent' "$(db "select agent_id, count(*), round(avg(after)::numeric, 6)
    from rubric_pairs('heuristic', 1, $still, 20000) where key = ''
    and moved is not null group by 1 order by 1")" "$(plain "$still" "select
    author_id, count(*), round(avg(b)::numeric, 6) from both_ where a is not null
    and b is not null group by 1 order by 1")"
db_is 'with something that moved, else this proves little' "select count(*) > 100
    from rubric_pairs('heuristic', 1, $still, 20000) where abs(moved) > 1" t
db_is 'the newest of them alone' "select count(*), min(replied_at) > (select
    max(replied_at) from (select replied_at from qa_current where rubric_version
    = 1 and counted order by replied_at desc offset 10) o)
    from rubric_pairs('heuristic', 1, $still, 10) where key = ''" '10|t'
db_is 'the one in force is as it was' 'select version from rubric where active' 1

# --- refused by the database ----------------------------------------------------

refused=$(rubric 0.4 0.2 0.2 0.2)
db "create function refuse() returns trigger language plpgsql as \$\$
    begin raise exception 'no' using errcode = '22000'; end \$\$;
    create trigger refuse before insert on qa_score for each row
      when (new.rubric_version = $refused) execute function refuse();
    update message set body = 'Hi, it is done.' where id = 11" >/dev/null
rescore "$refused" 0
quality
is 'a step that cannot be stored does not end the run' $? 0
db_is 'it is tried again later' "select state, error <> '', run_at > now()
    from job order by id desc limit 1" 'queued|t|t'
db_is 'and new replies are scored and counted meanwhile' "select count(*),
    (select count(*) from qa_dirty) from qa_score where message_id = 11
    and rubric_version = 1" '2|0'
db "drop trigger refuse on qa_score; update job set run_at = now()" >/dev/null
quality
db_is 'then it goes on' "select looked, judged from rubric_rescore
    order by id desc limit 1" "$N|$N"
check_end
