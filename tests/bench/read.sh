#!/bin/bash
# SPDX-License-Identifier: MIT
# bench read: how much of the database's own speed a page keeps, what the size
# of the history costs, and what an answer costs that nginx has already.
. "${0%/*}/lib.sh"

big=${BENCH_BIG:-1000000}
small=10000
pages=('/admin/dashboard?hours=48' '/?hours=48')
names=(dashboard overview)

bench_open -c autovacuum=off
bench_fill big "$big" 400
# The same number of conversations an hour, a hundredth of the history: what is
# asked for is equal, only what lies behind it differs.
bench_fill dense $small $((400 * small / big > 4 ? 400 * small / big : 4))
# The same 400 days, a hundredth of the conversations: the window is emptier.
bench_fill sparse $small 400

for i in 0 1; do
	page=${pages[$i]} name=${names[$i]} ours=() theirs=()
	bench_statements big "$page" "$R/$name.pgbench"
	for _ in $(seq "$bench_rounds"); do
		ours+=("$(bench_rate "$page")")
		theirs+=("$(bench_pgbench big "$R/$name.pgbench")")
	done
	a=$(printf '%s\n' "${ours[@]}" | median)
	b=$(printf '%s\n' "${theirs[@]}" | median)
	bench_say "$name, not cached" "$a" 'req/s'
	bench_say "$name, same statements in pgbench" "$b" 'tx/s'
	bench_say "$name: share of pgbench" "$(ratio "$a" "$b")" ratio '>=0.30'
done

for i in 0 1; do
	page=${pages[$i]} name=${names[$i]}
	for database in big dense sparse; do
		bench_web $database
		bench_latency "$page" >/dev/null
		declare "ms_$database=$(for _ in $(seq "$bench_rounds"); do
			bench_latency "$page"
		done | median)"
	done
	# shellcheck disable=SC2154 # declared above
	bench_say "$name at $big" "$ms_big" ms
	# shellcheck disable=SC2154
	bench_say "$name at $small, as busy" "$ms_dense" ms
	# shellcheck disable=SC2154
	bench_say "$name at $small, 400 days" "$ms_sparse" ms
	bench_say "$name: latency at $big / $small, as busy" \
	    "$(ratio "$ms_big" "$ms_dense")" ratio '<=1.3'
	bench_say "$name: latency at $big / $small, 400 days" \
	    "$(ratio "$ms_big" "$ms_sparse")" ratio
done

bench_web big
for i in 0 1; do
	page=${pages[$i]} name=${names[$i]} ours=() theirs=()
	curl -fs -o "$R/body" -H "Authorization: Bearer $bench_token" \
	    "$stack_url$page"
	head -c "$(wc -c <"$R/body")" /dev/zero |
		tr '\0' x >"$R/share/static/bench.00000000.css"
	cp "$R/share/static/bench.00000000.css" "$R/share/static/bench.css"
	for _ in $(seq "$bench_rounds"); do
		ours+=("$(bench_rate_same "$page")")
		theirs+=("$(bench_rate_same /static/bench.00000000.css)")
	done
	a=$(printf '%s\n' "${ours[@]}" | median)
	b=$(printf '%s\n' "${theirs[@]}" | median)
	bench_say "$name, repeated by signed-in viewers" "$a" 'req/s'
	bench_say "$name: a static file of $(wc -c <"$R/body") bytes" "$b" 'req/s'
	bench_say "$name: share of the static file" "$(ratio "$a" "$b")" ratio \
	    '>=0.50'
done
bench_end read
