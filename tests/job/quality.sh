#!/bin/bash
# SPDX-License-Identifier: MIT
# Scoring as a program: run twice, killed, two at once, late messages, and how soon
# a score stands there, also while one run hands over to the next.
. "${0%/*}/../lib/db.sh"
db_open
stack_env+=(TIDEMARK_LOG_LEVEL=warn)

# Twice as many replies as conversations, of two agents.
db "insert into mailbox (id, name) values (1, 'A');
    insert into agent (id, first_name, kind) values (11, 'Ann', 'user'),
      (12, 'Bo', 'user');
    insert into customer (id, first_name) values (51, 'Pat');
    create table told (message_id bigint, at timestamptz
      default clock_timestamp());
    create function arrive(f int, t int) returns void language sql as \$\$
      insert into conversation (id, number, mailbox_id, customer_id, status,
        subject, created_at, modified_at, content_hash)
      select i, i, 1, 51, 'closed', 'Refund', now() - interval '1 day', now(),
        '\\x00' from generate_series(f, t) i;
      insert into message (id, conversation_id, kind, author_kind, author_id,
        created_at, body, state)
      select i * 10, i, 'customer', 'customer', 51, now() - interval '1 day',
        'I was charged twice, can you refund me?', 'published'
      from generate_series(f, t) i
      union all
      select i * 10 + k, i, 'agent', 'user', 10 + k,
        now() - interval '1 day' + k * interval '1 hour',
        'Hi Pat, sorry for that. I have refunded the second charge ' || i,
        'published'
      from generate_series(f, t) i, generate_series(1, 2) k;
    \$\$;
    select arrive(1, 1500)" >/dev/null

score()
{
	program tidemark-score --quality >"$R/log/quality" 2>&1
}

state()
{
	db "select count(*), count(distinct message_id), round(sum(total)::numeric,
	    4) from qa_score; select sum(n), sum(missing), round(sum(sum)::numeric,
	    4) from qa_rollup_day; select count(*) from qa_due;
	    select count(*) from qa_dirty" | tr '\n' ' '
}

# --- twice ----------------------------------------------------------------------

score
is 'a run ends well' $? 0
db_is 'each reply has a score' 'select count(*), count(distinct message_id)
    from qa_score' '3000|3000'
whole=$(state)
score
is 'the next one, too' $? 0
is 'and adds nothing' "$(state)" "$whole"
db "insert into qa_due (conversation_id) select id from conversation"
score
is 'marks alone add nothing' "$(state)" "$whole"

# --- killed -----------------------------------------------------------------------

db "delete from qa_score; delete from qa_rollup_day; truncate qa_dirty;
    insert into qa_due (conversation_id) select id from conversation"
killed=0
for try in {1..12}; do
	db_cut KILL "$(printf '0.%03d' $((20 + try * 12)))" tidemark-score --quality
done
score
check "killed $killed times, at least twice" test $killed -ge 2
is 'all is as after one run' "$(state)" "$whole"

# --- late messages -----------------------------------------------------------------

db "insert into message (id, conversation_id, kind, author_kind, author_id,
      created_at, body, state) values (19, 1, 'customer', 'customer', 51, now(),
      'Thank you so much, that is perfect!', 'published');
    insert into message (id, conversation_id, kind, author_kind, author_id,
      created_at, body, state) values (29, 2, 'note', 'user', 11, now(),
      'a note', 'published')"
score
db_is 'what the customer writes afterwards is another exchange' "select count(*),
    max(total) > min(total) from qa_score where message_id = 12" '2|t'
db_is 'a reply that another followed before is what it was' 'select count(*)
    from qa_score where message_id = 11' 1
db_is 'the newest counts, the old one stays' "select s.id = (select max(id)
    from qa_score where message_id = 12) from qa_current q join qa_score s
    on s.id = q.score_id where q.message_id = 12" t
db_is 'a note changes nothing' 'select count(*) from qa_score s
    where message_id in (21, 22)' 2
db "update message set rating = 'not_good' where id = 32"
score
db_is 'a rating that comes late does' 'select count(*) from qa_score
    where message_id = 32' 2
db_is 'and the day counts it' "select sum(not_good) from qa_rollup_day
    where dimension = 0 and agent_id = 0 and mailbox_id = 0 and part = 'all'" 1
db "delete from message where id = 42"
score
db_is 'a reply that is gone counts no more' "select sum(n) from qa_rollup_day
    where dimension = 0 and agent_id = 0 and mailbox_id = 0 and part = 'all'" 2999

# --- refused by the database ---------------------------------------------------------

# Class 22 is data that cannot be stored.
db "create function refuse() returns trigger language plpgsql as \$\$
    begin raise exception 'no' using errcode = '22000'; end \$\$;
    create trigger refuse before insert on qa_score for each row
      when (new.message_id = 52) execute function refuse();
    update message set body = body || ' Sorry.' where kind = 'agent' and id < 90"
score
is 'a reply whose score cannot be stored does not end the run' $? 0
db_is 'nor keep others waiting' "select count(*) from qa_score
    where message_id in (51, 52)" 2
db_is 'of other conversations all are scored' "select bool_and(n > 1) from (
    select count(*) as n from qa_score where message_id in (61, 62, 71, 72)
    group by message_id) x" t
db_is 'and it is not tried for ever' 'select count(*) from qa_due' 0
check 'the log names it' grep -q 'score_refused.*conversation=5' "$R/log/quality"
db 'drop trigger refuse on qa_score'

# --- another version of the scorer ---------------------------------------------------

db_is 'the version that scores is known, and no reason to judge anew' "select
    heuristic_version > 0, (select count(*) from job) from qa_setting" 't|0'
db 'update qa_setting set heuristic_version = 0'
score
db_is 'what another version scored is looked at once more' "select kind, state,
    done = total, total > 2900 from job" 'rescore|done|t|t'
score
db_is 'once' 'select count(*) from job' 1

# --- two at once -------------------------------------------------------------------

runs()
{
	[ "$(db "select count(*) from pg_locks where locktype = 'advisory'
	    and granted and database = (select oid from pg_database
	    where datname = current_database())")" -ge "${1:-1}" ]
}

service_start TERM one "$R/bin/tidemark-score" --quality --linger 9
check 'one lingers' wait_for 20 'it' runs
score
is 'another one leaves it the work' $? 75
program tidemark-score >"$R/log/score" 2>&1
is 'the analysis has a lock of its own' $? 0

# One reply after the other; from the third on a second run stands in line, and the
# first one ends meanwhile.
for ((i = 2001, after = 0; i < 2200 && after < 8; i++)); do
	[ $i -ne 2003 ] ||
	    service_start TERM two "$R/bin/tidemark-score" --quality --linger 20
	db "select arrive($i, $i); insert into told (message_id)
	    values ($((i * 10 + 1)))" >/dev/null
	service_up one || after=$((after + 1))
	sleep 0.15
done
is 'the first has ended' "$after" 8
all_scored()
{
	[ "$(db 'select count(*) from told t where not exists (select from qa_score s
	    where s.message_id = t.message_id)')" = 0 ]
}
check 'none is left to the next minute' wait_for 5 'the last' all_scored
soon=$(db "select round(1000 * percentile_disc(0.5) within group (order by late)),
      round(1000 * max(late)), count(*) > 20
    from (select extract(epoch from min(s.scored_at) - t.at) as late from told t
      join qa_score s using (message_id) group by t.message_id, t.at) x")
printf '# milliseconds until a score is begun, median|longest|over twenty: %s\n' "$soon"
IFS='|' read -r middle longest many <<<"$soon"
check 'usually within 100 ms' test "$middle" -le 100
check 'none was left lying over the handover' test "$longest" -le 2000
is 'of more than twenty' "$many" t
service_stop two
check_end
