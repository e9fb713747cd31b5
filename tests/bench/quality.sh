#!/bin/bash
# SPDX-License-Identifier: MIT
# bench quality: what the number of scores costs the dashboard of quality and the
# engine over time, over the same two years.
#
#	BENCH_BIG=200000 ./dev bench quality	a tenth of it
. "${0%/*}/lib.sh"

big=${BENCH_BIG:-2000000}
small=$((big / 100))
days=730
pages=('/quality?range=30d' '/quality?range=365d'
	'/quality?range=365d&agent=7' '/quality?range=365d&incidents=without'
	'/quality/drift?range=90d' '/quality/drift?range=365d')
names=('30 days' 'a year' 'a year of an agent' 'a year without incidents'
	'the engine over 90 days' 'the engine over a year')

# fill DATABASE SCORES
fill()
{
	bench_note "filling $1: $2 scores over $days days"
	pg_sql postgres -c "create database $1"
	stack_env+=(DATABASE_URL="$(pg_url "$1")")
	quietly "$R/log/fill" program tidemark-admin migrate || die 'no tables'
	pg_sql "$1" -v n="$2" -v days=$days -f "$R/share/quality.sql" \
	    >"$R/log/fill" || die 'no data'
	quietly "$R/log/score" program tidemark-score --quality ||
		die 'no counts'
	pg_sql "$1" -c 'vacuum analyze'
}

bench_open -c autovacuum=off
fill big "$big"
fill small $small
is=$(pg_sql big -c "select sum(n + missing) from qa_rollup_day
    where agent_id = 0 and mailbox_id = 0 and dimension = 0")
[ "$is" = "$big" ] || die "$is scores are counted, not $big"

# in turn: a machine that has more to do meanwhile has it for both
for round in $(seq "$bench_rounds"); do
	for database in big small; do
		bench_web $database
		for i in "${!pages[@]}"; do
			bench_seconds=1 bench_latency "${pages[$i]}" >/dev/null
			bench_latency "${pages[$i]}" >>"$R/$database.$i"
		done
	done
	bench_note "round $round of $bench_rounds"
done
for i in "${!pages[@]}"; do
	at_big=$(median <"$R/big.$i")
	at_small=$(median <"$R/small.$i")
	bench_say "${names[$i]} at $big" "$at_big" ms
	bench_say "${names[$i]} at $small" "$at_small" ms
	# of the engine over time a sample is read, which a small database has not
	bound='<=1.3'
	[[ ${pages[$i]} != */drift* ]] || bound=''
	bench_say "${names[$i]}: $big / $small" \
	    "$(ratio "$at_big" "$at_small")" ratio "$bound"
done
bench_end quality
