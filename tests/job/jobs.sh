#!/bin/bash
# SPDX-License-Identifier: MIT
# Jobs: how soon one begins, the handover between two programs that linger,
# cancelled while they wait and while they run, killed, given up, asked for again.
. "${0%/*}/../lib/job.sh"
job_open
page_admin=$(program tidemark-admin --role admin token create admin 2>/dev/null)
check 'the web program starts' web_start

# api PATH: POST as an administrator; the answer's body.
api()
{
	curl -sS -X POST -H "Authorization: Bearer $page_admin" \
	    "$stack_url/api/v1/jobs$1"
}

state_is()
{
	[ "$(db "select state from job where id = $1")" = "$2" ]
}

add()
{
	db "insert into job (kind, payload) values ('$1', '$2') returning id"
}

job_all || die "the first import failed: $(cat "$R/out")"
mapfile -t ids < <(db 'select id from conversation where counted order by id limit 60')

# --- how soon -----------------------------------------------------------------

# Milliseconds between queued and begun, one a line.
delays()
{
	db "select round(extract(epoch from started_at - created_at) * 1000)
	    from job where id >= $1 and kind = 'conversation' order by 1"
}

# Of numbers in order.
middle()
{
	awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
}

worker_waits()
{
	[ "$(db "select count(*) from pg_stat_activity
	    where datname = current_database() and state = 'idle'
	    and application_name = '$1'
	    and state_change < now() - interval '200 ms'")" -ge 1 ]
}

service_start TERM linger "$R/bin/tidemark-backfill" --linger 60
check 'a program waits for work' wait_for 20 'it' worker_waits tidemark-backfill
for i in $(seq 15); do
	job=$(add conversation "{\"id\": ${ids[$i]}}")
	[ "$i" -gt 1 ] || first=$job
	wait_for 20 'the job' state_is "$job" 'done'
	sleep "0.$((RANDOM % 10))"
done
soon=$(delays "$first" | middle)
printf '# median of 15: begun %s ms after it was queued\n' "$soon"
# looking once a second would make the median 500
check 'work begins when it is queued' [ "$soon" -le 250 ]
service_stop linger

# --- handover -----------------------------------------------------------------

# Are so many of its two locks held: the one of who works, of who is next?
locks_held()
{
	[ "$(db "select count(*) from pg_locks l join pg_stat_activity using (pid)
	    where locktype = 'advisory' and granted
	    and application_name = 'tidemark-backfill'
	    and datname = current_database()")" = "$1" ]
}

service_start TERM linger "$R/bin/tidemark-backfill" --linger 60
wait_for 20 'it' worker_waits tidemark-backfill
program tidemark-backfill --since lately >"$R/out" 2>&1
is 'a crawl since no time' $? 2
program tidemark-backfill --since 2026-01-31 >"$R/out" 2>&1
is 'a crawl asked for while another run is at work is left to it' $? 0
like 'which is said' "$(cat "$R/out")" 'Queued as job [0-9]+\. Another run'
job=$(grep -o 'job [0-9]*' "$R/out" | cut -d ' ' -f 2)
check 'it is done' wait_for 30 'the job' state_is "$job" 'done'
db_is 'as asked' "select payload ->> 'since' from job where id = $job" \
    2026-01-31T00:00:00Z
service_stop linger

service_start TERM one "$R/bin/tidemark-backfill" --linger 8
wait_for 20 'the first' worker_waits tidemark-backfill
service_start TERM two "$R/bin/tidemark-backfill" --linger 12
check 'a second one stands in line' wait_for 7 'it' locks_held 2
program tidemark-backfill --linger 9 2>/dev/null
is 'a third goes away' $? 75
first=$(add conversation "{\"id\": ${ids[0]}}")
# until some come after the first has ended
for ((i = 1, after = 0; i < 200 && after < 10; i++)); do
	add conversation "{\"id\": ${ids[$((i % 50))]}}" >/dev/null
	service_up one || after=$((after + 1))
	sleep 0.1
done
is 'the first has ended' "$after" 10
all_done()
{
	[ "$(db "select count(*) from job where state <> 'done'
	    and kind = 'conversation'")" = 0 ]
}
check 'all is done by the next' wait_for 10 'the end' all_done
db_is 'both have worked' "select count(distinct worker) from job
    where id >= $first and kind = 'conversation'" 2
most=$(delays "$first" | tail -n 1)
printf '# longest over the handover: %s ms, median %s ms\n' "$most" \
    "$(delays "$first" | middle)"
# a notice that is lost would cost until the next look, some 60 s
check 'none was left lying' [ "$most" -le 2000 ]
# from its start it would end after five of these: the third one went away, and the
# next one may be a minute off
sleep 6
check 'it lingers from its turn on, not from its start' service_up two
service_stop two

# --- import and score -----------------------------------------------------------

ask "touch?id=${ids[3]}" >/dev/null
job=$(api '?then=score' | jq .id)
check 'an import that is to be scored' job_run tidemark-backfill
db_is 'is done, and the scoring waits' "select kind, state from job
    where id >= $job order by id" 'backfill|done
score|queued'
check 'the analysis runs' job_run tidemark-score
db_is 'and ends it when nothing is left' "select state, note, (select count(*)
    from analysis_due) from job where kind = 'score'" \
    'done|all that was imported is judged and counted|0'

# --- cancelled ------------------------------------------------------------------

job=$(add conversation '{"id": 1}')
api "/$job/cancel" >/dev/null
db_is 'one that waits is over at once' "select state, cancelled_by, finished_at
    is not null from job where id = $job" 'cancelled|token admin|t'
check 'the program runs' job_run tidemark-backfill
db_is 'and leaves it alone' "select state, started_at from job where id = $job" \
    'cancelled|'
like 'twice is a conflict' "$(api "/$job/cancel")" 'cannot be cancelled: it has'

state=$(job_state)
ask 'fault?kind=slow&ms=150&count=1000000&path=/conversations' >/dev/null
job=$(add backfill '{"all": true}')
service_start TERM linger "$R/bin/tidemark-backfill" --linger 60
check 'a crawl runs' wait_for 20 'it' eval "[ \"\$(db \"select done from job
    where id = $job\")\" -gt 0 ]"
api "/$job/cancel" >/dev/null
stopped()
{
	[ "$(db "select done_at is not null from sync_cursor
	    where name = 'crawl'")" = t ]
}
check 'its worker stops within two beats' wait_for 12 'its stop' stopped
page=$(db "select page from sync_cursor where name = 'crawl'")
sleep 1
db_is 'and reads no further' "select page, (select state from job
    where id = $job) from sync_cursor where name = 'crawl'" "$page|cancelled"
is 'nothing is half done' "$(db 'select count(*) from message m where not exists
    (select from conversation c where c.id = m.conversation_id)')" 0
ask faults/clear >/dev/null
again=$(api "/$job/rerun" | jq .id)
check 'asked for again it is done' wait_for 60 'its end' state_is "$again" 'done'
service_stop linger
job_run tidemark-score
is 'and the data is as before' "$(job_state)" "$state"
db_is 'the first says by which' "select again_as from job where id = $job" "$again"

job=$(db "insert into job (kind, state, payload) values ('regroup', 'running',
    '{}') returning id")
like 'what cannot be left half-way says so' "$(api "/$job/cancel")" \
    'groups would be left half-way'
db "delete from job where id = $job"

# --- killed, given up, asked for again --------------------------------------------

job=$(add conversation "{\"id\": ${ids[5]}}")
ask 'fault?kind=slow&ms=3000&count=1&path=/conversations/' >/dev/null
service_start KILL victim "$R/bin/tidemark-backfill" --linger 30
check 'a job runs' wait_for 20 'it' state_is "$job" running
service_stop victim
db_left tidemark-backfill
ask faults/clear >/dev/null
db_is 'its worker was killed' "select state from job where id = $job" running
api "/$job/cancel" >/dev/null
check 'the next program runs' job_run tidemark-backfill
db_is 'and does not take up what was cancelled' "select state, attempts from job
    where id = $job" 'cancelled|1'

# Each failure waits for longer; the last one is for people.
ask "fault?kind=500&count=1000000&path=/conversations/${ids[6]}" >/dev/null
job=$(add conversation "{\"id\": ${ids[6]}}")
stack_env+=(TIDEMARK_HS_MAX_RETRIES=0)
waits=''
for _ in 1 2 3 4 5; do
	job_run tidemark-backfill
	waits+=$(db "select case state when 'queued' then
	    round(extract(epoch from run_at - now()) / 10) * 10 || ' '
	    else state end from job where id = $job")
	db "update job set run_at = now() where id = $job"
done
is 'a failing job waits longer each time, then it is left' "$waits" \
    '30 60 120 240 failed'
job_run tidemark-backfill
db_is 'it stays, with the error in words' "select state, attempts,
    error ~ 'Help Scout' from job where id = $job" 'failed|5|t'
is 'and can be found' "$(curl -sS -H "Authorization: Bearer $page_admin" \
    "$stack_url/api/v1/jobs?state=failed" | jq -c '[.jobs[].id]')" "[$job]"
ask faults/clear >/dev/null
again=$(api "/$job/rerun" | jq .id)
is 'two who ask for it again get the same' "$(api "/$job/rerun" | jq .id)" \
    "$again"
job_run tidemark-backfill
db_is 'asked for again it is done' "select state, payload = (select payload from
    job where id = $job) from job where id = $again" 'done|t'
db_is 'all of it is in the audit' "select string_agg(distinct action, ' ')
    from audit where who = 'token admin'" 'backfill job_cancel job_rerun'
check_end
