#!/bin/bash
# SPDX-License-Identifier: MIT
# bench latency: from a signed delivery, through nginx, to the conversation on the
# page and to the call of Slack; and from the last report of an outbreak to the
# alert of its incident. The programs run as cron runs them; a few deliveries
# in a hundred fall into the moment when one hands over to the next. What is promised
# is told in lists asked for at the same time, and of an outbreak in the seconds that
# the detector lets pass between two looks.
. "${0%/*}/lib.sh"

deliveries=${BENCH_DELIVERIES:-200}
outbreaks=${BENCH_OUTBREAKS:-3}
size=${BENCH_BIG:-100000}
secret=webhook-secret-of-the-bench

# quantile WHAT Q: of the lines of $R/latency
quantile()
{
	awk -v what="$1" '$1 == what { print $2 }' "$R/latency" | sort -g |
		awk -v q="$2" '{ v[NR] = $1 }
		    END { printf "%.1f", v[int((NR - 1) * q + 0.5) + 1] }'
}

# tell WHAT NAME: p50 and p99
tell()
{
	bench_say "$2, p50" "$(quantile "$1" 0.5)" ms
	bench_say "$2, p99" "$(quantile "$1" 0.99)" ms
}

# in_lists WHAT: its median, in lists asked once
in_lists()
{
	ratio "$(quantile "$1" 0.5)" "$(quantile request 0.5)"
}

# Where the time goes, by what the rows say of themselves: medians.
stages()
{
	pg_sql latency -F ' ' -c "select round(percentile_cont(0.5) within group
	    (order by extract(epoch from c.imported_at - w.received_at) * 1000)),
	  round(percentile_cont(0.5) within group
	    (order by extract(epoch from a.analysed_at - c.imported_at) * 1000))
	from webhook_event w join conversation c on c.id = w.conversation_id
	join analysis a on a.conversation_id = c.id
	where c.subject like 'Goodbye %'"
}

# Nothing waits: all is fetched, judged, counted and learned from.
settled()
{
	[ "$(pg_sql latency -c "select sweep.done_at > crawl.done_at
	    and not exists (select from analysis_due)
	    and not exists (select from rollup_dirty)
	    and exists (select from detector_state
		where learned_to > now() - interval '25 hours')
	    from sync_cursor crawl, sync_cursor sweep
	    where crawl.name = 'crawl' and sweep.name = 'sweep'")" = t ]
}

bench_open -c fsync=on
nchan_there || die 'nginx has no nchan here'
bench_fill latency "$size" 400
stack_slack
stack_env+=(HS_WEBHOOK_SECRET="$secret")
bench_web latency
sandbox_start --rate-limit none --demo 50 --days 2 --client-id sandbox-app \
    --client-secret sandbox-secret --base-url "$sandbox_url" || die 'no sandbox'
scheduler_start
wait_for 60 'what is there is in, and the programs wait' settled
perl "$R/share/latency.pl" "${stack_url##*:}" "${sandbox_url##*:}" \
    "$bench_token" "$secret" "$deliveries" "$outbreaks" >"$R/latency" ||
	die "$(tail -n 5 "$R/log/scheduler")"

read -r fetched judged < <(stages)
bench_say 'deliveries' "$(grep -c ^ack "$R/latency")" deliveries
tell static 'a static file'
tell request 'the list, asked once'
tell ack 'from delivery to acknowledgement'
tell list 'from delivery to the list'
bench_say 'of it until it is fetched, p50' "$fetched" ms
bench_say 'from there until it is judged, p50' "$judged" ms
tell told 'from delivery to the viewers being told'
tell page 'from delivery to the page of a viewer'
tell slack 'from delivery to the call of Slack'
bench_say 'to the list / the list asked once, p50' "$(in_lists list)" ratio '<=6'
bench_say 'to Slack / the list asked once, p50' "$(in_lists slack)" ratio '<=6'
bench_say 'outbreaks' "$(grep -c ^outbreak "$R/latency")" outbreaks
bench_say 'from its last report to its alert, median' \
    "$(awk -v ms="$(quantile outbreak 0.5)" 'BEGIN { printf "%.1f", ms / 1000 }')" s
bench_say 'the longest' \
    "$(awk -v ms="$(quantile outbreak 1)" 'BEGIN { printf "%.1f", ms / 1000 }')" s \
    '<=30'
bench_end latency
