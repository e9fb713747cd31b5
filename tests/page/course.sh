#!/bin/bash
# SPDX-License-Identifier: MIT
# A group's size over time: the page's chart and its table, CSV and JSON say the
# same of each bar and of what it is compared with, as a recount has it.
. "${0%/*}/../lib/page.sh"

# Windows begin with the hour: not shortly before the next one.
while [ $((10#$(date +%M%S))) -gt 5925 ]; do sleep 1; done
page_open
db_load reports.sql
program tidemark-score >/dev/null 2>&1
page_as viewer
group=$(db 'SELECT cluster_id FROM analysis WHERE counted
    AND cluster_id IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1')

# column NAME of the CSV in the last answer
column()
{
	tr -d '\r' <"$R/body" | awk -F, -v name="$1" 'NR == 1 {
		for (i = 1; i <= NF; i++) at[$i] = i
		next
	} { printf "%s%s", sep, $at[name]; sep = " " }'
}

# members UNIT N BACK [MAILBOX]: of each of N hours or days up to now, BACK of
# them earlier
members()
{
	db "SELECT string_agg((SELECT count(*) FROM analysis WHERE counted
	    AND cluster_id = $group AND (${4:-0} = 0 OR mailbox_id = ${4:-0})
	    AND created_at >= at AND created_at < at + interval '1 $1')::text,
	    ' ' ORDER BY at)
	FROM generate_series(date_trunc('$1', now(), 'UTC')
	    - interval '$(($2 - 1 + $3)) $1', date_trunc('$1', now(), 'UTC')
	    - interval '$3 $1', interval '1 $1') AS at"
}

# all but the last, which is not over and compared with nothing
over()
{
	echo "${1% *} "
}

page_ask '/api/v1/groups/1?compare=x'
is 'a comparison that is none' "$page_status" 422

while IFS='|' read -r title ask unit n compare name back; do
	page_ask "/groups/$group/size.csv?range=$ask$compare"
	is "$title: members by $unit" "$(column conversations)" \
	    "$(members "$unit" "$n" 0)"
	is "$title: compared" "$(column "$name")" \
	    "$(over "$(members "$unit" "$n" "$back")")"
done <<'TXT'
24 h and the 24 h before|24h|hour|24||before|24
24 h a week earlier|24h|hour|24|&compare=week|week_earlier|168
48 h and the 48 h before|48h|hour|48|&compare=before|before|48
TXT

check 'somebody wrote in those hours' grep -q '[1-9]' \
    <<<"$(members hour 24 168) $(members hour 48 48)"
is 'one mailbox' "$(page_ask "/groups/$group/size.csv?range=24h&mailbox=11"
    column conversations; column before)" \
    "$(members hour 24 0 11)$(over "$(members hour 24 24 11)")"
page_get 'days before the data begins are not said to be empty' \
    "/groups/$group/size.csv?range=90d" 200 'change_percent,releases' \
    '!,[0-9]+,[0-9]+,'
page_get 'nothing to compare with' \
    "/groups/$group/size.csv?compare=none" 200 '!before' '!earlier' '!change'
page_get 'no such group' /groups/999999/size.csv 404
page_get 'nor such a number' /groups/x/size.csv 404

# --- JSON -------------------------------------------------------------------------

while IFS='|' read -r title compare back; do
	page_ask "/api/v1/groups/$group?hours=24&compare=$compare"
	is "JSON, $title" "$(jq -r '[.series[] | .total, (.compared | tostring)]
	    | [.[range(0; length; 2)], .[range(1; length; 2)]] | join(" ")' \
	    "$R/body")" \
	    "$(members hour 24 0) $(over "$(members hour 24 "$back")")null"
done <<'TXT'
the hours before|before|24
a week earlier|week|168
TXT
page_get 'JSON compares only when it is asked' \
    "/api/v1/groups/$group?hours=24" 200 '!"compared"' '"series"'
is 'its days add up to its size' "$(page_ask "/api/v1/groups/$group?hours=720"
    jq '([.series[].total] | add) == .size' "$R/body")" true

# --- the page ----------------------------------------------------------------------

page_get 'the period before by default' "/groups/$group?range=24h" 200 \
    '<th scope="col" class="num">the 24 h before</th><th scope="col" class="num">Change</th>' \
    'A week earlier: ' "href=\"/groups/$group/size.csv\\?range=24h\""
page_get 'a week earlier, and links keep it' \
    "/groups/$group?range=24h&compare=week" 200 \
    '<th scope="col" class="num">a week earlier</th>' \
    "href=\"/groups/$group\\?range=7d&amp;compare=week\"" \
    "href=\"/groups/$group/size.csv\\?range=24h&amp;compare=week\""
page_get 'nothing' "/groups/$group?range=24h&compare=none" 200 '!earlier: ' \
    '!before: '
page_get 'the menu leads to the same page' "/groups/$group?range=24h" 200 \
    "href=\"/groups/$group\\?range=24h&amp;compare=none\""

# twin RANGE: the table's conversations and what they are compared with
twin()
{
	page_ask "/groups/$group?range=$1"
	grep '^<tr><th scope="row">.*num muted' "$R/body" |
	    sed 's/<td[^>]*>/|/g; s/<[^>]*>//g; s/–//g' | cut -d '|' -f 2,3 |
	    tr '|' ' '
}
page_ask "/groups/$group/size.csv?range=24h"
is 'the table twin and the CSV agree' "$(paste -d ' ' \
    <(column conversations | tr ' ' '\n') <(column before | tr ' ' '\n'))" \
    "$(twin 24h)"
check_end
