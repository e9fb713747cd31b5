#!/bin/bash
# SPDX-License-Identifier: MIT
# Help Scout answers 429 until its minute is over: the crawl waits as long as it
# is told to, asks for nothing meanwhile, and then goes on where it was.
. "${0%/*}/../lib/crawl.sh"
crawl_open --demo 130 --seed 3 --days 9 --page-size 25

asked()
{
	ask stats | jq -c '[.list, .conversation, .threads, .people]'
}

refused()
{
	[ "$(ask stats | jq .faults_struck)" = 1 ]
}

backfill
sums=$(crawl_sums)
db 'truncate conversation, message, feedback, customer, agent, mailbox, job,
    sync_cursor, crawl_seen, analysis_due, rollup_dirty, customer_dirty, analysis cascade'
ask 'fault?kind=429&ms=60000&path=conversations&skip=2' >/dev/null
began=$SECONDS
backfill &
crawl=$!
wait_for 30 'the crawl was refused' refused
sleep 2
calls=$(asked)
sleep $((began + 57 - SECONDS))
is 'nothing is asked for while the minute lasts' "$(asked)" "$calls"
wait "$crawl"
took=$((SECONDS - began))
check "it waited for the minute ($took s)" test $took -ge 60
check 'the crawl ends well' grep -q 'event=end .* repeats=1 ' "$R/log/backfill"
is 'nothing is lost and nothing is there twice' "$(crawl_sums)" "$sums"
check_end
