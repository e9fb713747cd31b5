#!/bin/bash
# SPDX-License-Identifier: MIT
# bench purge: how long readers wait while everything is purged, and a demo beside
# real conversations; whether an answer fails or shows a half of what was there.
#
#	BENCH_BIG=20000 ./dev bench purge	a tenth of it
. "${0%/*}/lib.sh"

many=${BENCH_BIG:-200000}
from=$(date -u -d "40 days ago" +%F)
to=$(date -u -d "10 days ago" +%F)
pages=("/?from=${from}T00:00Z&to=${to}T00:00Z"
	"/quality?start=$from&end=$to" "/conversations?from=${from}T00:00Z&to=${to}T00:00Z"
	"/groups?from=${from}T00:00Z&to=${to}T00:00Z")

fill()
{
	bench_note "filling: $many conversations"
	bench_fill made "$many" 400
	pg_sql made -v real=3 -f "$R/share/purge.sql" || die 'no data'
	quietly "$R/log/score" program tidemark-score || die 'not analysed'
	quietly "$R/log/score" program tidemark-score --quality || die 'no counts'
	pg_sql made -c 'vacuum analyze'
}

readers_start()
{
	local i

	for i in 1 2 3; do
		service_start TERM "reader$i" perl "$R/share/reader.pl" \
		    "${stack_url##*:}" "$bench_token" "$R/read$i" "${pages[@]}"
	done
	sleep "$bench_seconds"
}

# What they read goes into a file.
readers_stop()
{
	local i

	sleep 2
	for i in 1 2 3; do
		service_stop "reader$i"
	done
	cat "$R"/read? >"$1"
}

# longest FILE
longest()
{
	sort -rn "$1" | awk 'NR == 1 { print $1 }'
}

# purge DATABASE WHAT WORD NAME: of a copy of what was made, beside readers
purge()
{
	local begun

	service_up web && service_stop web
	pg_sql postgres -c "create database $1 template made"
	bench_web "$1"
	readers_start
	readers_stop "$R/before"
	program tidemark-admin purge "$2" --confirm "$3" >"$R/log/purge" ||
		die "$(cat "$R/log/purge")"
	readers_start
	begun=$(date +%s%N)
	quietly "$R/log/purge" program tidemark-backfill
	took=$(awk -v ns=$(($(date +%s%N) - begun)) \
	    'BEGIN { printf "%.1f", ns / 1e9 }')
	readers_stop "$R/during"
	[ "$(pg_sql "$1" -c "select state = 'done' from job
	    where kind = 'purge'")" = t ] || die "not purged: $(tail -n 3 "$R/log/purge")"
	bench_say "$4, until it was done" "$took" s
	bench_say "$4, answers meanwhile" "$(grep -c . "$R/during")" answers
	bench_say "$4, longest wait before it" "$(longest "$R/before")" ms
	bench_say "$4, longest wait meanwhile" "$(longest "$R/during")" ms '<=3000'
	bench_say "$4, answers other than 200" \
	    "$(awk '$2 != 200' "$R/during" | grep -c .)" answers '<=0'
}

# Of pages that were read while all went: those that are neither as before nor as after.
torn()
{
	awk '!($3 in seen) { seen[$3]; n[$4]++ }
	    END { for (page in n) torn += n[page] > 2 ? n[page] - 2 : 0
		print torn + 0 }' "$R/during"
}

bench_open
sandbox_start --rate-limit none --demo 1 || die 'no sandbox'
fill
purge whole all everything 'all'
bench_say 'all, pages that show a part' "$(torn)" pages '<=0'
purge demo demo demo 'a demo'
bench_end purge
