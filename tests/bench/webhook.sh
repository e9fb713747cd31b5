#!/bin/bash
# SPDX-License-Identifier: MIT
# bench webhook: signed deliveries a second that were acknowledged, through nginx,
# against pgbench that inserts the same rows; both wait for the disk.
. "${0%/*}/lib.sh"

workers=4
secret=webhook-secret-of-the-bench

# deliveries a second, and the 99th percentile in ms; nothing else may be answered
ours()
{
	wrk -t 1 -c $((2 * workers)) -d "${bench_seconds}s" --latency \
	    -s "$R/share/hook.lua" "$stack_url/helpscout/webhook" -- \
	    "$R/deliveries" 2>/dev/null | awk '
		/^Requests\/sec/ { rate = $2 }
		/^ +99%/ { v = $2; u = v; sub(/[a-z]+$/, "", v)
			p99 = u ~ /us$/ ? v / 1000 : u ~ /ms$/ ? v : v * 1000 }
		/Non-2xx|Socket errors/ { bad = 1 }
		END { print bad ? 0 : rate, p99 }'
}

theirs()
{
	pgbench -n -M prepared -c $workers -j 1 -T "$bench_seconds" \
	    -f "$R/insert.pgbench" -h "$pg_socket" -U tidemark hooks \
	    2>/dev/null | awk '/^tps/ { print $3 }'
}

empty()
{
	pg_sql hooks -c 'truncate webhook_event'
}

bench_open -c fsync=on -c autovacuum=off
pg_sql postgres -c 'create database hooks'
stack_env+=(DATABASE_URL="$(pg_url hooks)" HS_WEBHOOK_SECRET="$secret"
    TIDEMARK_WORKERS="$workers")
quietly "$R/log/migrate" program tidemark-admin migrate || die 'no tables'
web_start || die 'no web program'
perl "$top/tests/bench/deliveries.pl" $((bench_seconds * 8000)) "$secret" \
    >"$R/deliveries" || die 'no deliveries'
cat >"$R/insert.pgbench" <<'SQL'
\set id random(1, 4000000000)
insert into webhook_event (event, resource_id, conversation_id, body_hash)
values ('convo.created', :id, :id, sha256(:id::text::bytea));
SQL
chmod 644 "$R/insert.pgbench"

rate=() p99=() tps=()
for _ in $(seq "$bench_rounds"); do
	empty
	read -r a b <<<"$(ours)"
	rate+=("$a") p99+=("$b")
	stored=$(pg_sql hooks -c 'select count(*) from webhook_event
	    where times = 1')
	empty
	tps+=("$(theirs)")
done
a=$(printf '%s\n' "${rate[@]}" | median)
b=$(printf '%s\n' "${tps[@]}" | median)
bench_say 'deliveries acknowledged' "$a" '/s'
bench_say 'stored in the last round' "$stored" rows \
    ">=$(awk -v r="${rate[-1]}" -v s="$bench_seconds" \
    'BEGIN { printf "%d", r * s * 0.99 }')"
bench_say 'the same rows by pgbench' "$b" 'tx/s'
bench_say 'share of pgbench' "$(ratio "$a" "$b")" ratio '>=0.50'
bench_say 'p99 of an acknowledgement under that load' \
    "$(printf '%s\n' "${p99[@]}" | median)" ms
bench_end webhook
