#!/bin/bash
# SPDX-License-Identifier: MIT
# A program that judges otherwise than the one before it: what that one judged is
# judged anew by itself, as one job, killed or not, once. And jobs that ended long
# ago go.
. "${0%/*}/../lib/db.sh"
db_open
stack_env+=(TIDEMARK_LOG_LEVEL=warn)
N=6000

db "insert into mailbox (id, name) values (1, 'Support');
    insert into conversation (id, number, mailbox_id, status, subject,
      created_at, modified_at, content_hash)
    select i, i, 1, 'active', 'Report', now() - i * interval '40 seconds',
      now(), '\\x00' from generate_series(1, $N) i;
    insert into message (id, conversation_id, kind, author_kind, created_at, body)
    select id, id, 'customer', 'customer', created_at,
      'The app crashes when I open the map (' || id || ')' from conversation;
    insert into analysis_due (conversation_id) select id from conversation;
    analyze"
program tidemark-score >"$R/log/score" 2>&1
engine=$(db 'select distinct engine_version from analysis')
like 'the engine stands beside the verdict' "$engine" '^[1-9][0-9]*$'
db_is 'new ones are no job' 'select count(*) from job' 0

# older: all were judged by the engine before, and said something else
older()
{
	db "update analysis set engine_version = $engine - 1,
	    main_category = 'other', analysed_at = '2001-01-01'"
}

older
program tidemark-score >"$R/log/score" 2>&1
db_is 'a newer engine judges all of it anew' "select count(*) from analysis
    where engine_version = $engine and main_category = 'crash'" $N
db_is 'as a job, which says what it did' "select kind, state, done, total, note,
    payload ->> 'engine', created_by from job" \
    "rules_apply|done|$N|$N|6,000 conversations judged anew|$engine|tidemark"
db 'update analysis set analysed_at = $$2001-01-01$$'
program tidemark-score >"$R/log/score" 2>&1
db_is 'once and not twice' "select count(*), (select count(*) from job)
    from analysis where analysed_at > '2001-01-02'" '0|1'

# --- killed -------------------------------------------------------------------

some_are_judged()
{
	[ "$(db "select count(*) > 500 from analysis
	    where engine_version = $engine")" = t ]
}

older
for _ in 1 2; do
	(cd "$R" && exec "${as[@]}" env -i "${stack_env[@]}" \
	    "$R/bin/tidemark-score") >/dev/null 2>&1 &
	running=$!
	wait_for 30 'some are judged' some_are_judged
	kill -KILL "$running"
	wait "$running" 2>/dev/null
	db_left tidemark-score
done
db_is 'killed half-way, the job says how far it is' "select state, total,
    done = (select count(*) from analysis where engine_version = $engine)
    from job order by id desc limit 1" "running|$N|t"
check 'and it was half-way' test "$(db "select count(*) from analysis
    where engine_version < $engine")" -gt 0
db_is 'few wait, so that what arrives need not' 'select count(*) <= 2000
    from analysis_due' t
db "insert into ruleset (name, document, checksum, created_by, active)
    select name, document || ' ', 'other', 'anna', false from ruleset;
    update ruleset set active = version = 2"
program tidemark-score >"$R/log/score" 2>&1
db_is 'other rules on top: all is judged by both' "select count(*) from analysis
    where engine_version = $engine and ruleset_version = 2" $N
db_is 'by the job of the newest rules alone' 'select state, done = total from job
    order by id' $'done|t\ncancelled|f\ndone|t'

# --- an older program beside a newer one ----------------------------------------

db "update analysis set engine_version = $engine + 1,
    main_category = 'payment'; insert into analysis_due (conversation_id)
    select id from conversation where id <= 10"
program tidemark-score >"$R/log/score" 2>&1
db_is 'leaves what the newer one judged' "select count(*), (select count(*)
    from job) from analysis where engine_version = $engine + 1
    and main_category = 'payment'" "$N|3"

# --- jobs that ended ------------------------------------------------------------

db "truncate job;
    insert into job (kind, state, note, created_at, finished_at) select
      'conversation', (array['done', 'failed', 'cancelled'])[1 + i % 3], 'old',
      now() - interval '200 days', now() - interval '91 days'
      from generate_series(1, 2500) i;
    insert into job (kind, state, note, created_at, finished_at) values
      ('backfill', 'done', 'not old', now() - interval '200 days',
       now() - interval '89 days'),
      ('backfill', 'queued', 'waits', now() - interval '200 days', null),
      ('backfill', 'running', 'runs', now() - interval '200 days', null)"
program tidemark-score --linger 2 >"$R/log/score" 2>&1
db_is 'jobs of 90 days ago go, those that have not ended stay' \
    'select note from job order by id' $'not old\nwaits\nruns'
program tidemark-score --job-days=80 >"$R/log/score" 2>&1
db_is 'or those of as many days ago as the option says' \
    'select note from job order by id' $'waits\nruns'
check_end
