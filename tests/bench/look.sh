#!/bin/bash
# SPDX-License-Identifier: MIT
# bench look: what the detector's look at the present day costs, which comes each
# minute, and a rehearsal, beside the plain statement that counts what they
# count. Half of the conversations' groups have one conversation, so that there are
# many series, of which few have a report in the days that are looked at.
. "${0%/*}/lib.sh"

big=${BENCH_BIG:-1000000}
weeks=9
recent="interval '$((7 * (weeks + 9))) days'"	# what is read in all

# milliseconds COMMAND...: as $took
milliseconds()
{
	local from

	from=$(date +%s%N)
	"$@" >>"$R/log/look" 2>&1 || die "$* failed: $(tail -n 3 "$R/log/look")"
	took=$((($(date +%s%N) - from) / 1000000))
}

# The program looks when the import knows of all changes: at a time ago.
imported()
{
	pg_sql big -c "update sync_cursor set done_at = now() - interval '$1'
	    where name in ('crawl', 'sweep')" -c "update data_version
	    set version = version + 1"
}

# count_statement DAYS FILE: what is counted, from so many days ago
count_statement()
{
	local from="(date_trunc('day', now()) - interval '$1 days')"

	sed -e '/^--/d' -e 's/\$1::timestamptz/'"$from"/ \
	    -e 's/\$2::timestamptz/now()/' \
	    "$top/sql/queries/series_count.sql" >"$2"
	chmod 644 "$2"
}

# Milliseconds of the statement
count_plainly()
{
	pgbench -n -t 5 -f "$1" -h "$pg_socket" -U tidemark big 2>/dev/null |
		awk '/^latency average/ { print $4 }'
}

# Peak MB of the program
peak_mb()
{
	local pid mb=0 now

	service_start TERM look "$R/bin/tidemark-score"
	pid=$(service_pid look)
	while now=$(awk '/^VmHWM/ { print $2 / 1024 }' "/proc/$pid/status" \
	    2>/dev/null) && service_up look; do
		mb=${now:-$mb}
		sleep 0.01
	done
	printf '%.0f' "$mb"
}

# measure FUNCTION FILE: what makes the program do it, the statement. Medians in ms:
# $without it, $with: more with it, $plain: of the statement
measure()
{
	local a=() b=() c=()

	for _ in $(seq "$bench_rounds"); do
		"$1"
		milliseconds program tidemark-score
		a+=("$took")
		imported '1 hour'
		milliseconds program tidemark-score
		b+=("$took")
		c+=("$(count_plainly "$2")")
	done
	without=$(printf '%s\n' "${b[@]}" | median)
	with=$(awk -v a="$(printf '%s\n' "${a[@]}" | median)" -v b="$without" \
	    'BEGIN { printf "%.0f", a - b }')
	plain=$(printf '%s\n' "${c[@]}" | median)
}

look_due()
{
	imported '0'
}

rehearsal_due()
{
	imported '1 hour'
	pg_sql big -c "insert into detector_rehearsal (who, budget, least, ratio,
	    quiet_hours, weeks) values ('bench', 1, 5, 2, 6, $weeks)" \
	    -c "insert into job (kind, payload) select 'detector_rehearsal',
	    jsonb_build_object('rehearsal', max(id)) from detector_rehearsal"
}

bench_open -c autovacuum=off
bench_note "filling big: $big conversations over 400 days"
pg_sql postgres -c 'create database big'
stack_env+=(DATABASE_URL="$(pg_url big)")
quietly "$R/log/fill" program tidemark-admin migrate || die 'no tables'
pg_sql big -v n="$big" -v days=400 -f "$R/share/fill.sql" >"$R/log/fill" ||
	die 'no data'
# counts that pages show are of no concern here
pg_sql big -c "insert into cluster (id, title) select 100000000 + id, 'Alone'
    from conversation where id % 2 = 0 and created_at > now() - $recent" \
    -c "update analysis set cluster_id = conversation_id + 100000000
    where conversation_id % 2 = 0 and created_at > now() - $recent" \
    -c 'truncate rollup_dirty, customer_dirty' || die 'no groups'
pg_sql big -c 'vacuum analyze'
imported 0
milliseconds program tidemark-score
learning=$took
pg_sql big -c 'vacuum analyze'
count_statement 1 "$R/day.sql"
count_statement $((7 * (weeks + 8) + 1)) "$R/weeks.sql"

measure look_due "$R/day.sql"
[ "$(pg_sql big -c "select judged_to > now() - interval '10 minutes'
    from detector_state")" = t ] || die 'no look was made'
bench_say 'conversations' "$big" rows
bench_say 'series that are known' "$(pg_sql big -c 'select count(*)
    from detector_series')" series
bench_say 'a look' "$with" ms
bench_say 'the statement that counts the same' "$(awk -v ms="$plain" \
    'BEGIN { printf "%.0f", ms }')" ms
bench_say 'a look / that statement' "$(ratio "$with" "$plain")" ratio '<=4'
imported 0
bench_say 'tidemark-score with a look, peak memory' "$(peak_mb)" MB \
    '<=32'
measure rehearsal_due "$R/weeks.sql"
[ "$(pg_sql big -c 'select count(*) from detector_rehearsal
    where done_at is null')" = 0 ] || die 'no rehearsal was made'
bench_say "a rehearsal of $weeks weeks, learning included" \
    "$with" ms
bench_say 'the statement that counts the same' "$(awk -v ms="$plain" \
    'BEGIN { printf "%.0f", ms }')" ms
bench_say 'a rehearsal / that statement' \
    "$(ratio "$with" "$plain")" ratio
bench_say 'learning 8 weeks, once' "$learning" ms
bench_end look
