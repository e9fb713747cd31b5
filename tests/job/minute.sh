#!/bin/bash
# SPDX-License-Identifier: MIT
# Help Scout answers 429 until its minute is over: the crawl waits as long as it
# is told to, does not ask meanwhile, and then goes on where it was.
. "${0%/*}/../lib/crawl.sh"
crawl_open --demo 130 --seed 3 --days 9 --page-size 25

asked()
{
	ask stats | jq .list
}

backfill
sums=$(crawl_sums)
db 'truncate conversation, message, feedback, customer, agent, mailbox, job,
    sync_cursor, crawl_seen, analysis_due, rollup_dirty, customer_dirty, analysis cascade'
ask 'fault?kind=429&ms=60000&path=conversations&skip=2' >/dev/null
before=$(asked)
began=$SECONDS
backfill
took=$((SECONDS - began))
is 'the crawl ends well' "$status" 0
check "it waited for the minute ($took s)" test $took -ge 60
check 'and asked for one page once more, no oftener' test \
    $(($(asked) - before)) -le $((before + 1))
is 'nothing is lost and nothing is there twice' "$(crawl_sums)" "$sums"
check_end
