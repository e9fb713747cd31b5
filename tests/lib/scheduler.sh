#!/bin/bash
# SPDX-License-Identifier: MIT
# tests/lib/scheduler.sh - cron in the foreground, for an unprivileged user.
#
#	scheduler.sh FILE [--once]
#
# Runs each line of a crontab in the minutes that it names, all lines once at
# the start. Fields know *, */n, n, n-m and lists; "\%" is a percent sign. The
# variables of the file are left out: the programs are the ones of this PATH.
# SIGTERM ends the children first, each with the pipeline that it is.
set -u

file=${1:?usage: scheduler.sh FILE [--once]}
once=${2:-}
children=()
sleeper=''

# Does the field $1 name the number $2? For example: field_has '*/15,7' 30
field_has()
{
	local part range step first last
	local -a parts

	IFS=, read -r -a parts <<<"$1"
	for part in "${parts[@]}"; do
		range=${part%%/*}
		step=${part#"$range"}
		step=${step#/}
		first=${range%-*}
		last=${range#*-}
		[ "$range" = '*' ] && first=0 last=59
		[ "$2" -ge "$first" ] && [ "$2" -le "$last" ] &&
		    [ $((($2 - first) % ${step:-1})) -eq 0 ] && return
	done
	return 1
}

# Is a line with these five fields due at the minute $now?
is_due()
{
	local -a at

	read -r -a at <<<"$now"
	field_has "$1" "${at[0]}" && field_has "$2" "${at[1]}" &&
	    field_has "$3" "${at[2]}" && field_has "$4" "${at[3]}" &&
	    field_has "$5" "${at[4]}"
}

# Run what is due; "all" runs every line.
run_due()
{
	local min hour day month weekday command

	while read -r min hour day month weekday command; do
		case $min in
		'' | '#'* | *=*) continue ;;
		esac
		[ "$1" = all ] ||
		    is_due "$min" "$hour" "$day" "$month" "$weekday" || continue
		setsid bash -c "${command//\\%/%}" </dev/null &
		children+=($!)
	done <"$file"
}

# Forget the children that have ended.
reap()
{
	local pid alive=()

	for pid in "${children[@]}"; do
		kill -0 -- "-$pid" 2>/dev/null && alive+=("$pid")
	done
	children=("${alive[@]}")
}

stop()
{
	local pid

	reap
	for pid in "${children[@]}"; do
		kill -TERM -- "-$pid" 2>/dev/null
	done
	[ -z "$sleeper" ] || kill "$sleeper" 2>/dev/null
	wait
	exit 0
}

trap stop TERM INT
set -f
run_due all
[ -z "$once" ] || { wait; exit; }
while :; do
	sleep $((60 - $(date +%-S))) &
	sleeper=$!
	wait $sleeper
	sleeper=''
	now=$(date '+%-M %-H %-d %-m %w')
	reap
	run_due due
done
