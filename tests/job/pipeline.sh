#!/bin/bash
# SPDX-License-Identifier: MIT
# Import and analysis: the first run, a second one, which changes nothing, and
# kill -9 of both at random points, 50 times, which changes nothing either.
. "${0%/*}/../lib/job.sh"
job_open

check 'a dry run ends well' job_run tidemark-backfill --dry-run
db_is 'and writes nothing' 'SELECT count(*) FROM conversation' 0

check 'the first crawl and the analysis end well' job_all
db_is 'every conversation is there' 'SELECT count(*) FROM conversation' \
    "$(ask 'dump?form=ids' | wc -l)"
db_is 'every one is analysed' \
    'SELECT count(*) FROM conversation c WHERE NOT EXISTS
     (SELECT FROM analysis a WHERE a.conversation_id = c.id)' 0
is 'the counts are those of a recount' "$(job_recount)" 0
db_is 'no message is without its conversation' \
    'SELECT count(*) FROM message m WHERE NOT EXISTS
     (SELECT FROM conversation c WHERE c.id = m.conversation_id)' 0
state=$(job_state)

check 'the same again' job_all
is 'changes nothing' "$(job_state)" "$state"
check 'judging all again' job_run tidemark-score --reclassify
is 'changes nothing either' "$(job_state)" "$state"

mapfile -t ids < <(ask 'dump?form=ids' | grep -oE '[0-9]+' | head -n 6)
ask "delete?id=${ids[0]}" >/dev/null
ask "merge?from=${ids[1]}&into=${ids[2]}" >/dev/null
ask "touch?id=${ids[3]}" >/dev/null
check 'a crawl after changes' job_all
db_is 'what was deleted is marked' \
    "SELECT count(*) FROM conversation WHERE deleted_at IS NOT NULL
      AND id = ${ids[0]}" 1
db_is 'what was merged says into what' \
    "SELECT merged_into FROM conversation WHERE id = ${ids[1]}" "${ids[2]}"
db_is 'neither counts' \
    "SELECT count(*) FROM analysis WHERE counted AND conversation_id
      IN (${ids[0]}, ${ids[1]})" 0
is 'the counts are those of a recount still' "$(job_recount)" 0

# --- kill -9 ----------------------------------------------------------------

job_fresh
job_all || die "the undisturbed run failed: $(cat "$R/out")"
state=$(job_state)
job_fresh

kills=50
RANDOM=${JOB_SEED:-4711}
printf '# JOB_SEED=%s\n' "${JOB_SEED:-4711}"
ask 'fault?kind=slow&ms=40&count=1000000&path=/conversations' >/dev/null

# Start one, let it live for up to half a second, kill it.
strike()
{
	local pid ms=$((RANDOM % 500 + 20))

	(cd "$R" && exec "${as[@]}" env -i "${stack_env[@]}" "$R/bin/$1" \
	    --linger 5) >>"$R/out" 2>&1 &
	pid=$!
	sleep "$(printf '0.%03d' $ms)"
	kill -KILL $pid 2>/dev/null
	wait $pid 2>/dev/null
}

for ((n = 0; n < kills; n++)); do
	if [ $((RANDOM % 2)) = 0 ]; then
		strike tidemark-backfill
	else
		strike tidemark-score
	fi
	printf '%s ' "$(db 'SELECT count(*) FROM conversation')"
done 2>/dev/null | sed 's/^/# conversations: /'
echo
ask faults/clear >/dev/null
like 'it was killed in the middle of the work' \
    "$(db 'SELECT count(*) FROM conversation')" '^[1-9]'

db_left tidemark-backfill tidemark-score
check 'the crawl goes on' job_run tidemark-backfill
check 'and so does the analysis' job_run tidemark-score
is 'nothing is lost, nothing doubled' "$(job_state)" "$state"
is 'the counts are those of a recount' "$(job_recount)" 0
check_end
