#!/bin/bash
# SPDX-License-Identifier: MIT
# A correction shows in tile, chart, table, CSV and JSON within a second, also
# where nginx keeps answers; it survives a new verdict, and an undo takes it out
# of all of them again.
. "${0%/*}/../lib/page.sh"

# Windows begin with the hour: not shortly before the next one.
while [ $((10#$(date +%M%S))) -gt 5900 ]; do sleep 1; done
page_open
db_load reports.sql
program tidemark-score >/dev/null 2>&1

# number PATTERN: the one that follows it in the last page
number()
{
	grep -oP "$1\\K[0-9,]+" "$R/body" | head -n 1 | tr -d ,
}

get()
{
	page_ask "$1"
	jq -r "$2" "$R/body" 2>&1
}

rows()
{
	page_ask "$1"
	grep -c '^1[0-9]\{5\},5[0-9]\{3\},20' "$R/body"
}

# state: what six places say of one category, and of the urgent ones
state()
{
	local list="from=$since&category=payment"
	local urgent="from=$since&severity=urgent"

	page_ask '/?range=48h'
	printf 'tile %s %s' "$(number '>(?=[0-9,]+<span class="vh"> Payment<)')" \
	    "$(number '<h2>High \+ critical</h2><a class="value" href="[^"]*">')"
	page_ask '/trend.csv?range=48h'
	printf ' chart %s' "$(get '/admin/dashboard?hours=48' \
	    '"\([.dailyData[].payments] | add) \([.severityData[0:2][].count] | add)"')"
	page_ask "/conversations?$list"
	printf ' table %s' "$(number '<h1>')"
	page_ask "/conversations?$urgent"
	printf ' %s' "$(number '<h1>')"
	printf ' csv %s %s' "$(rows "/api/v1/conversations.csv?$list")" \
	    "$(rows "/api/v1/conversations.csv?$urgent")"
	printf ' json %s %s' "$(get "/api/v1/conversations?$list" .total)" \
	    "$(get "/api/v1/conversations?$urgent" .total)"
}

since=$(db "SELECT to_char(date_trunc('hour', now(), 'UTC')
    - interval '47 hours', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')")

# wanted: the same by a count of the table
wanted()
{
	db "SELECT format('tile %1\$s %2\$s chart %1\$s %2\$s table %1\$s %2\$s '
	  'csv %1\$s %2\$s json %1\$s %2\$s',
	  count(*) FILTER (WHERE main_category = 'payment'),
	  count(*) FILTER (WHERE severity >= 'high'))
	FROM analysis WHERE counted AND created_at >= '$since'"
}

# Asked for by others all the time, everything is kept by nginx for as long as it
# may be.
warm()
{
	local path

	for path in '/?range=48h' '/admin/dashboard?hours=48' \
	    "/conversations?from=$since&category=payment" \
	    "/conversations?from=$since&severity=urgent" \
	    "/api/v1/conversations?from=$since&category=payment" \
	    "/api/v1/conversations?from=$since&severity=urgent"; do
		curl -sS -o /dev/null "${page_auth[@]}" "$stack_url$path"
	done
}

# settled TITLE DATA PATH: after a POST, a second later at most
settled()
{
	local began warming

	page_as viewer
	warm
	page_as reviewer
	began=$(date +%s%N)
	page_ask --data "$2" "$3"
	is "$1: taken" "$page_status" 200
	page_as viewer
	warm &
	warming=$!
	sleep "$(awk -v at="$(date +%s%N)" -v began="$began" 'BEGIN {
		left = 1 - (at - began) / 1e9
		printf "%.3f", (left > 0 ? left : 0) }')"
	is "$1: all agree a second later" "$(state)" "$(wanted)"
	wait "$warming"
}

page_as viewer
is 'before, all agree' "$(state)" "$(wanted)"
mapfile -t ids < <(db "SELECT conversation_id FROM analysis WHERE counted
    AND main_category <> 'payment' AND severity = 'low'
    AND created_at >= '$since' ORDER BY 1 LIMIT 6")
check 'there are some to correct' test ${#ids[@]} -eq 6
before=$(wanted)
list=$(IFS=,; echo "${ids[*]}")
settled 'six corrected' "conversations=$list&category=payment&severity=critical" \
    /api/v1/corrections
after=$(wanted)
unlike 'that is something else than before' "$after" "^$before\$"

program tidemark-score --reclassify >/dev/null 2>&1
sleep 1
is 'it survives that all is judged again' "$(state)" "$after"
db "UPDATE message SET body = body || ' Thanks' WHERE conversation_id
    = ANY ('{$list}');
    INSERT INTO analysis_due (conversation_id) SELECT unnest('{$list}'::bigint[])"
program tidemark-score >/dev/null 2>&1
sleep 1
is 'and that its words change' "$(state)" "$after"

settled 'one changed again' "conversations=${ids[0]}&category=question&severity=low" \
    /api/v1/corrections
settled 'and undone' "batch=$(db 'SELECT max(batch) FROM feedback')" \
    /api/v1/corrections/undo
is 'which leaves the first correction' "$(wanted)" "$after"
settled 'all undone' "batch=$(db 'SELECT min(batch) FROM feedback')" \
    /api/v1/corrections/undo
is 'as it was before' "$(wanted)" "$before"

# Done is no category: the tiles stay, who needs a person is one fewer.
settled 'marked as done' "conversations=$list&done=1" /api/v1/corrections
is 'which moves no count' "$(wanted)" "$before"

# The counts beside the list: each what the list counts when it is chosen, also
# while another one is.
marks()
{
	grep -o '<a href="/conversations?[^"]*"[^>]*><span>[^<]*</span><span class="n">[0-9,]*' \
	    "$R/body" | sed 's/.*<span>\([^<]*\)<.*>/\1|/; s/,//' | grep -E \
	    '^(not done|done|dismissed|corrected by people)\|'
}
listed()
{
	while IFS='|' read -r name flag; do
		printf '%s|%s\n' "$name" "$(get \
		    "/api/v1/conversations?$1&flag=$flag" .total)"
	done <<-'TXT'
	not done|open
	done|done
	dismissed|dismissed
	corrected by people|corrected
	TXT
}
for query in 'x=1' 'severity=low' 'mailbox=11'; do
	for flag in '' '&flag=done'; do
		page_ask "/conversations?from=2000-01-01&$query$flag"
		is "marks beside $query$flag" "$(marks)" \
		    "$(listed "$query")"
	done
done
check 'some are done' grep -qE '^done\|[1-9]' <<<"$(listed x=1)"

# --- the one who corrects -----------------------------------------------------

# carried: the cookie that the last answer set
carried()
{
	sed -n 's/^Set-Cookie: \(tidemark_changed=[^;]*\).*/\1/Ip' \
	    <<<"$page_headers"
}

page_as reviewer
get '/admin/dashboard?hours=48' '[.severityData[].count] | tojson' >/dev/null
page_ask --data "conversations=${ids[1]}&severity=critical" /api/v1/corrections
cookie=$(carried)
page_ask -H "Cookie: $cookie" '/admin/dashboard?hours=48'
is 'the very next answer shows what one did oneself' \
    "$(jq '.severityData[0].count' "$R/body")" "$(db "SELECT count(*)
    FROM analysis WHERE counted AND severity = 'critical'
    AND created_at >= '$since'")"
like 'nginx passed by what it kept' "$(tail -n 1 "$R/nginx/logs/access.log")" \
    'cache=BYPASS'

# An answer that is asked for again while nothing changed costs a 304.
page_as viewer
page_ask '/admin/volume?hours=31'
sleep 1.2
page_ask '/admin/volume?hours=31'
like 'and asks by ETag for what may have changed' \
    "$(tail -n 1 "$R/nginx/logs/access.log")" 'cache=(REVALIDATED|EXPIRED)'

# While a fold holds the lock the correction waits for it, and is not lost.
pg_sql "$db_name" -c 'BEGIN' -c 'SELECT pg_advisory_xact_lock(7313530002)' \
    -c 'SELECT pg_sleep(1.5)' -c 'COMMIT' >/dev/null &
holder=$!
sleep 0.3
page_as reviewer
page_ask --data "conversations=${ids[2]}&category=payment" /api/v1/corrections
wait "$holder"
page_as viewer
sleep 1
is 'after waiting for a fold' "$(state)" "$(wanted)"
check_end
