#!/bin/bash
# SPDX-License-Identifier: MIT
# bench memory: what a web worker holds after many requests, none of them cached.
. "${0%/*}/lib.sh"

many=${BENCH_REQUESTS:-100000}

# The largest resident set of a worker, in MB, and that of its own pages.
workers_mb()
{
	local pid

	for pid in $(pgrep -P "$(service_pid web)"); do
		awk '/^VmRSS/ { print $2 / 1024 }' "/proc/$pid/status"
	done | sort -g | tail -n 1
}

# Requests that the workers served so far, as nginx logged them.
served()
{
	grep -c . "$R/nginx/logs/access.log"
}

bench_open -c autovacuum=off
bench_fill small 10000 400
bench_web small
bench_seconds=5
early=''
while [ "$(served)" -lt "$many" ]; do
	bench_rate '/?hours=48' >/dev/null
	bench_rate '/admin/dashboard?hours=48' >/dev/null
	bench_rate '/conversations?hours=48' >/dev/null
	if [ -z "$early" ] && [ "$(served)" -ge $((many / 10)) ]; then
		early=$(workers_mb)
	fi
done
late=$(workers_mb)
bench_say "requests served" "$(served)" requests
bench_say "a worker after a tenth of them" "$early" MB
bench_say "a worker after all of them" "$late" MB '<=16'
bench_say "growth since the first tenth" \
    "$(awk -v a="$late" -v b="$early" 'BEGIN { printf "%.2f", a - b }')" MB '<=0.3'
bench_end memory
