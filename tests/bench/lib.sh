# SPDX-License-Identifier: MIT
# tests/bench/lib.sh - measuring one thing beside another, in turn.
#
# Machines are noisy: every figure that is promised is a ratio of two medians
# whose runs alternate (A B A B ...), never a time.
#
#	bench_stack DATABASE N DAYS	cluster, filled database, web program
#	bench_rate PATH			requests/s through nginx, never cached
#	bench_rate_same PATH		the same request again and again
#	bench_pgbench FILE		transactions/s of the same statements
#	bench_say NAME VALUE UNIT [BOUND]	one figure; BOUND such as ">=0.3"
#	bench_end			the table, or JSON with --json

. "${0%/*}/../lib/db.sh"

bench_seconds=${BENCH_SECONDS:-4}
bench_rounds=${BENCH_ROUNDS:-3}
bench_figures=()
bench_json=false
[ "${1:-}" = --json ] && bench_json=true

bench_note()
{
	printf '%s\n' "$*" >&2
}

bench_say()
{
	bench_figures+=("$1|$2|$3|${4:-}")
	bench_note "$(printf '%-46s %12s %s  %s' "$1" "$2" "$3" "${4:-}")"
}

median()
{
	sort -g | awk '{ v[NR] = $1 } END {
		print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'
}

ratio()
{
	awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", b ? a / b : 0 }'
}

bench_holds()
{
	awk -v v="$1" -v bound="$2" 'BEGIN {
		n = substr(bound, 3) + 0
		exit !(bound ~ /^>=/ ? v >= n : v <= n) }'
}

bench_end()
{
	local line name value unit bound verdict sep='' failed=0

	$bench_json && printf '{"bench":"%s","figures":[' "$1"
	for line in "${bench_figures[@]}"; do
		IFS='|' read -r name value unit bound <<<"$line"
		verdict=''
		if [ -n "$bound" ]; then
			verdict=missed
			bench_holds "$value" "$bound" && verdict=held
			[ $verdict = held ] || failed=1
		fi
		if $bench_json; then
			printf '%s{"name":"%s","value":%s,"unit":"%s","bound":"%s","verdict":"%s"}' \
			    "$sep" "$name" "$value" "$unit" "$bound" "$verdict"
			sep=,
		else
			printf '%-46s %12s %-8s %-8s %s\n' "$name" "$value" \
			    "$unit" "$bound" "$verdict"
		fi
	done
	$bench_json && printf ']}\n'
	[ $failed -eq 0 ]
	exit
}

# One cluster for all databases of a bench.
bench_open()
{
	user_prepare
	stack_open
	trap stack_close EXIT
	variant=${variant:-gcc}
	stack_stage "$variant"
	cp "$top"/tests/bench/*.{sql,lua,pl} "$R/share/"
	user_give "$R/share"
	pg_start -c fsync=off -c shared_buffers=1GB -c max_wal_size=8GB \
	    "$@" -c log_line_prefix='@@@%a ' || die 'no cluster'
	stack_configure none "$(port_pick)" "$(port_pick)"
	nginx_start "${stack_url##*:}" "${sandbox_url##*:}" || die 'no nginx'
}

# bench_fill DATABASE CONVERSATIONS DAYS
bench_fill()
{
	bench_note "filling $1: $2 conversations over $3 days"
	pg_sql postgres -c "create database $1"
	stack_env+=(DATABASE_URL="$(pg_url "$1")")
	quietly "$R/log/fill" program tidemark-admin migrate || die 'no tables'
	pg_sql "$1" -v n="$2" -v days="$3" -f "$R/share/fill.sql" \
	    >"$R/log/fill" || die 'no data'
	quietly "$R/log/score" program tidemark-score || die 'no counts'
	pg_sql "$1" -c 'vacuum analyze'
}

# The web program on DATABASE, with a token in $bench_token.
bench_web()
{
	service_up web && service_stop web
	stack_env+=(DATABASE_URL="$(pg_url "$1")")
	bench_token=$(program tidemark-admin --role viewer token create bench) ||
		die 'no token'
	web_start || die 'no web program'
}

bench_wrk()
{
	wrk -t 1 -c "$1" -d "${bench_seconds}s" -s "$R/share/$2.lua" --latency \
	    "$stack_url$3" -- "$bench_token" 2>/dev/null
}

bench_rate()
{
	bench_wrk 4 fresh "$1" | awk '/^Requests\/sec/ { print $2 }'
}

# Milliseconds, median, one request at a time.
bench_latency()
{
	bench_wrk 1 fresh "$1" | awk '/^ +50%/ {
		v = $2; u = v; sub(/[a-z]+$/, "", v)
		print u ~ /us$/ ? v / 1000 : u ~ /ms$/ ? v : v * 1000 }'
}

bench_rate_same()
{
	bench_wrk 4 same "$1" | awk '/^Requests\/sec/ { print $2 }'
}

# The statements that one request makes, as a script for pgbench.
# bench_statements DATABASE PATH FILE
bench_statements()
{
	local from

	pg_sql "$1" -c "alter database $1 set log_statement = 'all'"
	bench_web "$1"
	curl -fs -o "$R/body" -H "Authorization: Bearer $bench_token" \
	    "$stack_url$2" || die "no answer to $2"
	# The second one finds its statements prepared, as all later ones do.
	from=$(wc -c <"$R/log/postgres")
	curl -fs -o "$R/body" -H "Authorization: Bearer $bench_token" \
	    "$stack_url$2&again=1"
	sleep 0.3
	tail -c +$((from + 1)) "$R/log/postgres" |
		perl "$top/tests/bench/statements.pl" >"$3"
	pg_sql "$1" -c "alter database $1 reset log_statement"
	bench_web "$1"
	[ -s "$3" ] || die "no statements of $2"
}

bench_pgbench()
{
	pgbench -n -M prepared -c 4 -j 1 -T "$bench_seconds" -f "$2" \
	    -h "$pg_socket" -U tidemark "$1" 2>/dev/null |
		awk '/^tps/ { print $3 }'
}
