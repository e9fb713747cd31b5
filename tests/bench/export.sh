#!/bin/bash
# SPDX-License-Identifier: MIT
# bench export: everything known about each conversation as CSV, through nginx,
# against COPY of the same query; and what a worker holds while it runs.
. "${0%/*}/lib.sh"

big=${BENCH_BIG:-1000000}
path=/api/v1/export.csv

# The one worker's resident set in MB.
worker_mb()
{
	awk '/^VmRSS/ { print $2 / 1024 }' \
	    "/proc/$(pgrep -P "$(service_pid web)")/status"
}

# seconds COMMAND...: as $took
seconds()
{
	local from

	from=$(date +%s%N)
	"$@" || die "$1 failed"
	took=$(awk -v a="$from" -v b="$(date +%s%N)" \
	    'BEGIN { printf "%.2f", (b - a) / 1e9 }')
}

ours()
{
	curl -fsS -o "$R/export" -H "Authorization: Bearer $bench_token" \
	    "$stack_url$path"
}

theirs()
{
	pg_sql big -f "$R/copy.sql" >"$R/copy"
}

# Samples of the worker's memory while an export runs: "first last most".
watch()
{
	local pid

	ours &
	pid=$!
	sleep 1
	while kill -0 $pid 2>/dev/null; do
		worker_mb
		sleep 0.5
	done | awk 'NR == 1 { first = $1 } { last = $1; if ($1 > most) most = $1 }
	    END { printf "%.1f %.1f %.1f\n", first, last, most }'
	wait $pid
}

bench_open -c autovacuum=off
bench_fill big "$big" 400
pg_sql big -c "insert into message (id, conversation_id, kind, author_id,
    created_at, body) select id, id, 'customer', customer_id, created_at,
    'Hello, the game does not load since the last update, it stays at the logo.
Please help, I have tried everything. This is conversation ' || id
    from conversation; update analysis set reasons = '[{\"rule\": \"bug.word\",
    \"words\": \"does not load\", \"effect\": \"bug +16\", \"points\": 20}]';
    insert into keyword select id, '{load,update,logo}' from conversation"
pg_sql big -c 'vacuum analyze'
stack_env+=(TIDEMARK_WORKERS=1)
bench_web big

# The same statement, its values put in as they are without filters.
{
	# as a worker's connection has them
	echo "set work_mem = '32MB'; set jit = off;"
	printf 'copy ('
	sed -e '/^--/d' -e 's/\$1\b::timestamptz/null::timestamptz/' \
	    -e 's/\$2\b::timestamptz/null::timestamptz/' \
	    -e 's/\$\(3\|10\|13\)\b::bigint/0::bigint/g' \
	    -e "s/\\$\\(4\\|5\\|6\\|7\\|8\\|9\\|11\\|12\\|14\\)\\b/''/g" \
	    "$top/sql/queries/conversation_export.sql"
	printf ') to stdout (format csv)\n'
} >"$R/copy.sql"

a=() b=()
for _ in $(seq "$bench_rounds"); do
	seconds ours
	a+=("$took")
	seconds theirs
	b+=("$took")
done
mine=$(printf '%s\n' "${a[@]}" | median)
copy=$(printf '%s\n' "${b[@]}" | median)
lines=$(grep -c 'conversation/' "$R/export")
bench_say 'conversations' "$lines" rows ">=$big"
bench_say 'size of the export' "$(($(wc -c <"$R/export") / 1000000))" MB
bench_say 'export through nginx' "$(awk -v n="$lines" -v s="$mine" \
    'BEGIN { printf "%d", n / s }')" rows/s
bench_say 'COPY of the same query' "$(awk -v n="$lines" -v s="$copy" \
    'BEGIN { printf "%d", n / s }')" rows/s
bench_say 'share of COPY' "$(ratio "$copy" "$mine")" ratio '>=0.40'
read -r first last most < <(watch)
bench_say 'a worker after 1 s of an export' "$first" MB
bench_say 'a worker at its end' "$last" MB
bench_say 'at most' "$most" MB '<=24'
bench_say 'growth during the export' \
    "$(awk -v a="$last" -v b="$first" 'BEGIN { printf "%.1f", a - b }')" MB '<=1'
bench_end export
