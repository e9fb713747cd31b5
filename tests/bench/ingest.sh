#!/bin/bash
# SPDX-License-Identifier: MIT
# bench ingest: conversations a second from Help Scout's wire to the charts:
# client, import, analysis and counting together, on this machine, beside the
# sandbox that serves them. Help Scout's largest plan lets 333 a second through
# (800 calls a minute, 25 conversations a call).
. "${0%/*}/lib.sh"

count=${BENCH_COUNT:-50000}
messages=6

# Resident MB of a service and its peak.
service_mb()
{
	awk -v field="$2" '$1 == field { printf "%.1f", $2 / 1024 }' \
	    "/proc/$(service_pid "$1")/status" 2>/dev/null
}

ingested()
{
	pg_sql ingest -c "select (select coalesce(sum(conversations), 0) from rollup_hour
	    where dimension = 'all' and mailbox_id = 0),
	    (select count(*) from analysis_due) = 0 and
	    (select count(*) from rollup_dirty) = 0 and
	    exists (select from sync_cursor where name = 'crawl'
	    and done_at is not null)"
}

bench_open
bench_note "making up $count conversations of $messages messages"
program tidemark-sandbox --texts "$R/share/texts" --demo "$count" \
    --threads $messages --dump "$R/data.jsonl" >"$R/log/dump" 2>&1 ||
    die 'no conversations'
mb=$(du -m "$R/data.jsonl" | cut -f 1)
pg_sql postgres -c 'create database ingest'
stack_env+=(DATABASE_URL="$(pg_url ingest)")
quietly "$R/log/migrate" program tidemark-admin migrate || die 'no tables'
sandbox_start --data "$R/data.jsonl" --rate-limit none \
    --client-id sandbox-app --client-secret sandbox-secret \
    --base-url "$sandbox_url" || die 'no sandbox'

began=$(date +%s.%N)
service_start TERM backfill "$R/bin/tidemark-backfill" --linger 600
service_start TERM score "$R/bin/tidemark-score" --linger 600
early_backfill='' early_score=''
for _ in $(seq 3000); do
	IFS='|' read -r n finished <<<"$(ingested)"
	if [ -z "$early_backfill" ] && [ "$n" -ge $((count / 5)) ]; then
		early_backfill=$(service_mb backfill VmHWM:)
		early_score=$(service_mb score VmHWM:)
	fi
	[ "$finished" = t ] && break
	sleep 0.2
done
ended=$(date +%s.%N)
n=$(pg_sql ingest -c 'select count(*) from conversation')
seconds=$(awk -v a="$began" -v b="$ended" 'BEGIN { printf "%.1f", b - a }')
bench_say 'conversations' "$n" conversations ">=$count"
bench_say 'of them found by search' \
    "$(pg_sql ingest -c 'select count(*) from search_doc')" conversations \
    ">=$(pg_sql ingest -c 'select count(*) from conversation where counted')"
bench_say 'as Help Scout objects' "$mb" MB
bench_say 'from the first call to the last count' "$seconds" s
bench_say 'rate' "$(awk -v n="$n" -v s="$seconds" 'BEGIN { printf "%.0f", n / s }')" \
    'conv/s' '>=1000'
bench_say 'times the largest plan' \
    "$(awk -v n="$n" -v s="$seconds" 'BEGIN { printf "%.1f", n / s / 333.3 }')" \
    ratio '>=3'
for name in backfill score; do
	early=early_$name
	late=$(service_mb $name VmHWM:)
	bench_say "$name: peak memory" "$late" MB
	bench_say "$name: growth after a fifth" \
	    "$(awk -v a="$late" -v b="${!early}" 'BEGIN { printf "%.1f", a - b }')" \
	    MB '<=4'
done
bench_end ingest
