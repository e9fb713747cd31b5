#!/bin/bash
# SPDX-License-Identifier: MIT
# bench events: thousands of viewers on /admin/events: what they cost nginx and
# the program, and how long after a change they are told.
. "${0%/*}/lib.sh"

viewers=${BENCH_VIEWERS:-2000}
messages=${BENCH_MESSAGES:-40}

nginx_connections=$((viewers + 512))
# nginx keeps a viewer's connection open, and the kept answer about who it is
files=$((2 * viewers + 1024))
ulimit -n $files || die "needs ulimit -n $files"
command -v perl >/dev/null || die 'needs perl'

# Resident pages of a service and its children that are its own, in MB, and
# those that they share (nginx keeps messages in shared memory).
own_mb()
{
	local pid

	for pid in $(service_pid "$1") $(pgrep -P "$(service_pid "$1")"); do
		awk '/^Rss(Anon|Shmem)/ { n += $2 } END { print n / 1024 }' \
		    "/proc/$pid/status"
	done | awk '{ n += $1 } END { printf "%.1f", n }'
}

cpu_ms()
{
	local pid

	for pid in $(service_pid "$1") $(pgrep -P "$(service_pid "$1")"); do
		awk '{ print ($14 + $15) * 10 }' "/proc/$pid/stat"
	done | awk '{ n += $1 } END { print n }'
}

connected()
{
	! kill -0 "$viewer" 2>/dev/null || grep -q connected "$R/log/viewers"
}

bench_open
nchan_there || die 'nginx has no nchan here'
bench_fill events 2000 30
bench_web events
before_nginx=$(own_mb nginx)
before_web=$(own_mb web)

# All connections in one process; it writes when each message came to each.
perl "$R/share/viewers.pl" "${stack_url##*:}" "$bench_token" "$viewers" \
    "$R/log/told" >"$R/log/viewers" 2>&1 &
viewer=$!
trap 'kill $viewer 2>/dev/null; stack_close' EXIT
wait_for 120 "$viewers viewers" connected
kill -0 "$viewer" 2>/dev/null ||
	die "$(tail -n 3 "$R/log/viewers" "$R/nginx/logs/error.log")"
service_start TERM notify "$R/bin/tidemark-live" --linger 600
sleep 3
with_nginx=$(own_mb nginx)
with_web=$(own_mb web)
web_cpu=$(cpu_ms web)
nginx_cpu=$(cpu_ms nginx)
for ((n = 1; n <= messages; n++)); do
	pg_sql events \
	    -c "select 'said', $n, extract(epoch from clock_timestamp())" \
	    -c "update data_version set version = 1000000 + $n" >>"$R/log/said"
	sleep 1.5
done
web_cpu=$(($(cpu_ms web) - web_cpu))
nginx_cpu=$(($(cpu_ms nginx) - nginx_cpu))
kill $viewer
wait $viewer 2>/dev/null

# From just before the change to each viewer, in milliseconds, in order.
awk -F '[| ]' 'FNR == NR { at[$2] = $3; next }
    ($1 in at) { printf "%.1f\n", ($2 - at[$1]) * 1000 }' \
    "$R/log/said" "$R/log/told" | sort -g >"$R/log/delays"
quantile()
{
	awk -v q="$1" '{ v[NR] = $1 } END { print v[int((NR - 1) * q) + 1] }' \
	    "$R/log/delays"
}

bench_say 'viewers' "$viewers" viewers
bench_say 'messages that came, of all sent to all' "$(awk -v all=$((viewers *
    messages)) 'END { printf "%.4f", NR / all }' "$R/log/delays")" share '>=0.999'
bench_say 'from a change to a viewer, median' "$(quantile 0.5)" ms
bench_say 'from a change to a viewer, p99' "$(quantile 0.99)" ms
bench_say 'nginx without viewers' "$before_nginx" MB
bench_say 'nginx with them' "$with_nginx" MB
bench_say 'of nginx a viewer' "$(awk -v a="$before_nginx" -v b="$with_nginx" \
    -v n="$viewers" 'BEGIN { printf "%.1f", (b - a) * 1024 / n }')" kB '<=64'
bench_say 'the program grew by' "$(awk -v a="$before_web" -v b="$with_web" \
    'BEGIN { printf "%.1f", b - a }')" MB '<=8'
bench_say 'processor time of the program for a message' "$(awk \
    -v t="$web_cpu" -v n="$messages" 'BEGIN { printf "%.1f", t / n }')" ms '<=2'
bench_say 'of nginx for a message to all' "$(awk \
    -v t="$nginx_cpu" -v n="$messages" 'BEGIN { printf "%.1f", t / n }')" ms
bench_end events
