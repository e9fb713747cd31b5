#!/bin/bash
# SPDX-License-Identifier: MIT
# The foreground scheduler understands the crontab that is shipped.
. "${0%/*}/../lib/check.sh"
set +u
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Only the functions: the file ends in a loop.
sed '/^trap stop/,$d' "$lib/scheduler.sh" >"$work/functions.sh"
set -- /dev/null
. "$work/functions.sh"
set -f

due()
{
	now=$1
	# shellcheck disable=SC2086 # five fields
	if is_due $2; then echo yes; else echo no; fi
}

# minute hour day month weekday | fields | due? | why
while IFS='|' read -r at fields wanted why; do
	is "$why" "$(due "$at" "$fields")" "$wanted"
done <<'TXT'
7 3 1 1 4|* * * * *|yes|every minute
7 3 1 1 4|7 3 * * *|yes|at a time
8 3 1 1 4|7 3 * * *|no|a minute later
30 0 1 1 4|*/15 * * * *|yes|every quarter
31 0 1 1 4|*/15 * * * *|no|not between
12 9 1 1 4|* 9-17 * * 1-5|yes|office hours
12 8 1 1 4|* 9-17 * * 1-5|no|before them
12 9 1 1 6|* 9-17 * * 1-5|no|on a Saturday
40 0 1 1 4|10,40 * * * *|yes|a list
41 0 1 1 4|10,40 * * * *|no|not in the list
TXT
set +f

cat >"$work/crontab" <<'TXT'
# a comment
NAME=value
* * * * * echo first \% second | cat
5 5 5 5 5 echo rare
TXT
is 'all lines run once at the start' \
    "$(timeout 20 bash "$lib/scheduler.sh" "$work/crontab" --once | sort)" \
    "$(printf 'first %% second\nrare')"

# A length that no other sleep of this machine has.
printf '* * * * * sleep 61.%d | sleep 62.%d\n' $$ $$ >"$work/crontab"
timeout -s TERM 2 bash "$lib/scheduler.sh" "$work/crontab" &
check 'a pipeline is started' wait_for 2 'it' pgrep -f "^sleep 62.$$\$"
wait $!
is 'SIGTERM ends the pipelines too' "$(pgrep -fc "^sleep 6[12].$$\$")" 0

commands=$(sed -n 's/^\* \* \* \* \* \(tidemark-[a-z]*\( --[qe][a-z]*\)\?\).*/\1/p' \
    "$top/cron/tidemark.crontab" | sort)
is 'the shipped crontab starts the batch programs' "$commands" \
    "$(printf 'tidemark-%s\n' backfill live notify reindex score \
	'score --enrich' 'score --quality')"
check_end
