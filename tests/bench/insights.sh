#!/bin/bash
# SPDX-License-Identifier: MIT
# bench insights: page 1 of 200 of the working list, as JSON and as a page: what
# the size of the history costs, and how many statements it takes.
. "${0%/*}/lib.sh"

big=${BENCH_BIG:-1000000}
small=10000
pages=('/admin/insights?hours=48&limit=200' '/insights?range=48h')
names=(JSON page)

# As tidemark-score writes them: words of a small vocabulary.
words()
{
	pg_sql "$1" -c "insert into keyword select conversation_id,
	    array['word' || conversation_id % 97, 'word' || conversation_id % 31,
	    'word' || conversation_id % 7, 'word' || conversation_id % 1009]
	    from analysis"
	pg_sql "$1" -c "insert into message (id, conversation_id, kind, author_id,
	    created_at, body) select id, id, 'customer', customer_id, created_at,
	    'The game does not load since the last update, number ' || id
	    from conversation"
	pg_sql "$1" -c 'vacuum analyze'
}

bench_open -c autovacuum=off
bench_fill big "$big" 400
bench_fill dense $small $((400 * small / big > 4 ? 400 * small / big : 4))
bench_fill sparse $small 400
for database in big dense sparse; do
	words $database
done

# How many statements one request makes, once they are prepared. An address of
# its own for each database: nginx keeps answers for seconds.
counted()
{
	bench_statements "$1" "$2&database=$1" "$R/statements"
	grep -c . "$R/statements"
}

for i in 0 1; do
	page=${pages[$i]} name=${names[$i]}
	for database in big dense sparse; do
		declare "all_$database="
	done
	for _ in $(seq "$bench_rounds"); do
		for database in big dense sparse; do
			bench_web $database
			bench_latency "$page" >/dev/null
			declare "all_$database+=$(bench_latency "$page") "
		done
	done
	for database in big dense sparse; do
		all=all_$database
		declare "ms_$database=$(tr ' ' '\n' <<<"${!all}" | grep . | median)"
	done
	# shellcheck disable=SC2154 # declared above
	bench_say "$name at $big" "$ms_big" ms
	# shellcheck disable=SC2154
	bench_say "$name at $small, as busy" "$ms_dense" ms
	# shellcheck disable=SC2154
	bench_say "$name at $small, 400 days" "$ms_sparse" ms
	bench_say "$name: latency at $big / $small, as busy" \
	    "$(ratio "$ms_big" "$ms_dense")" ratio '<=1.5'
	bench_say "$name: latency at $big / $small, 400 days" \
	    "$(ratio "$ms_big" "$ms_sparse")" ratio
done

few=$(counted big '/admin/insights?hours=48&limit=2')
bench_say 'statements, a page of 2' "$few" statements
bench_say 'statements, a page of 200 more than that' \
    "$(($(counted big "${pages[0]}") - few))" statements '<=0'
bench_say 'statements, at 10,000 more than that' \
    "$(($(counted dense "${pages[0]}") - few))" statements '<=0'
bench_end insights
