#!/bin/bash
# SPDX-License-Identifier: MIT
# kill -9 at any point, fifty times, and a database that throws the program out:
# the crawl goes on, and the database equals the one of an undisturbed run.
. "${0%/*}/../lib/crawl.sh"
crawl_open --demo 1500 --seed 11 --days 15 --page-size 25

backfill
is 'an undisturbed crawl' "$status" 0
sums=$(crawl_sums)
db 'truncate conversation, message, feedback, customer, agent, mailbox, job,
    sync_cursor, crawl_seen, analysis_due, rollup_dirty, customer_dirty, analysis cascade'

# run_for SECONDS [ARGUMENT]...: and then kill -9. Setting the program up takes
# some hundredths, so that the first kills hit the start.
run_for()
{
	local seconds=$1

	shift
	(cd "$R" && exec "${as[@]}" env -i "${stack_env[@]}" timeout -s KILL \
	    "$seconds" "$R/bin/tidemark-backfill" "$@" 2>>"$R/log/killed") \
	    >/dev/null
}

killed=0
all=
for round in $(seq 50); do
	run_for "0.$(printf '%03d' $((RANDOM % 250 + 5)))" $all 2>/dev/null
	[ $? -eq 137 ] && killed=$((killed + 1))
	# Once it got to the end, start over: what is there must stay as it is.
	all=
	[ "$(db "select done_at is not null from sync_cursor
	    where name = 'crawl'")" != t ] || all=--all
done
check "killed $killed times of 50" [ $killed -ge 30 ]
db_left tidemark-backfill
backfill
is 'then it goes on to the end' "$status" 0
is 'and the database is the same' "$(crawl_sums)" "$sums"
db_is 'no job is left behind' \
    "select count(*) from job where state in ('queued', 'running')" 0
db_is 'no conversation was given up' \
    'select count(*) from conversation where deleted_at is not null
    or merged_into is not null' \
    0

# The connection is ended under it, as by a restart of Postgres.
db 'truncate conversation, message, feedback, customer, agent, mailbox, job,
    sync_cursor, crawl_seen, analysis_due, rollup_dirty, customer_dirty, analysis cascade'
service_start TERM ender bash -c "while sleep 0.07; do psql -X -q -At \
    -d '$(pg_url "$db_name")' -c \"select pg_terminate_backend(pid)
    from pg_stat_activity where application_name = 'tidemark-backfill'\"
    done"
backfill
service_stop ender
is 'a database that comes and goes' "$status" 0
like 'was away' "$(cat "$R/log/backfill")" 'query_failed|database_down'
is 'costs nothing' "$(crawl_sums)" "$sums"

# Two at once, on two hosts: one works, the other goes.
db 'update sync_cursor set done_at = null, page = 1, seen = 0
    where name = $$crawl$$'
service_start TERM first "$R/bin/tidemark-backfill" --linger 2
service_start TERM second "$R/bin/tidemark-backfill" --linger 2
done_is()
{
	! service_up first && ! service_up second
}
wait_for 60 'both end' done_is
is 'two at once change nothing' "$(crawl_sums)" "$sums"

check_end
