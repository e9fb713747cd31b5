#!/bin/bash
# SPDX-License-Identifier: MIT
# Postgres restarted under load: programs wait and go on, pages say what is
# wrong and then work again.
unset test_home pg_socket	# a cluster of its own
. "${0%/*}/../lib/job.sh"
job_open
job_all || die "the undisturbed run failed: $(cat "$R/out")"
state=$(job_state)
job_fresh
check 'the web program starts' web_start

restart()
{
	local R=$check_home services=$check_services

	service_stop postgres
	sleep "$1"
	pg_run
}

health()
{
	curl -s -o /dev/null -w '%{http_code}' "$stack_url/readyz"
}

ask 'fault?kind=slow&ms=60&count=1000000&path=/conversations' >/dev/null
program tidemark-backfill --all >"$R/out" 2>&1 &
crawl=$!
program tidemark-score --linger 10 >"$R/out.score" 2>&1 &
score=$!
for n in 1 2 3; do
	sleep 0.7
	check "Postgres restarts, time $n" restart 0.5
done
wait $crawl
is 'the crawl ends well' $? 0
wait $score
is 'the analysis ends well' $? 0
ask faults/clear >/dev/null
job_run tidemark-score
is 'nothing is lost, nothing doubled' "$(job_state)" "$state"

is 'ready' "$(health)" 200
(R=$check_home services=$check_services; service_stop postgres)
is 'not ready while Postgres is down' "$(health)" 503
is 'but alive' \
    "$(curl -s -o /dev/null -w '%{http_code}' "$stack_url/healthz")" 200
(R=$check_home services=$check_services; pg_run)
check 'ready again by itself' wait_for 10 'ready' \
    eval '[ "$(health)" = 200 ]'
check_end
