#!/bin/bash
# SPDX-License-Identifier: MIT
# The working list: its order, totals, pages, what stands beside it, what is new
# for whom, and that more rows make no more statements.
. "${0%/*}/../lib/page.sh"

# Windows begin with the hour: not shortly before the next one.
while [ $((10#$(date +%M%S))) -gt 5925 ]; do sleep 1; done
page_open
page_as viewer
page_get 'nothing yet' /insights 200 'No conversation fits' '0 of 0 shown'
page_get 'nothing yet, as JSON' '/admin/insights?x=1' 200 '"total":0' \
    '"priorityIssue":null' 'no major patterns'
db_load reports.sql
program tidemark-score >/dev/null 2>&1
all='/insights?range=30d'

# get PATH JQ
get()
{
	page_ask "$1"
	jq -r "$2" "$R/body" 2>&1
}

within="a.counted AND a.created_at >= date_trunc('hour', now(), 'UTC')
    - interval '%d hours' AND a.created_at < now() + interval '1 hour'"
# shellcheck disable=SC2059 # a format it is
month=$(printf "$within" 287)
total=$(db "SELECT count(*) FROM analysis a WHERE $month")

# --- JSON -----------------------------------------------------------------------

for page in 1 2 3; do
	page_ask "/admin/insights?hours=288&page_size=50&page=$page"
	cp "$R/body" "$R/page.$page"
	is "page $page has the totals of all" "$(jq -c '[.total,
	    .responseStatus.total, .page, .page_size, .count]' "$R/body")" \
	    "[$total,$total,$page,50,50]"
	is "page $page: rows by number, descending" "$(jq -c \
	    '[.recommendations[].number] | . == (sort | reverse)' "$R/body")" true
done
is 'pages follow each other' "$(jq -s -c '[.[].recommendations[].number]' \
    "$R"/page.[123])" "[$(db "SELECT number FROM analysis a WHERE $month
    ORDER BY number DESC LIMIT 150" | paste -sd ,)]"
for key in top_categories top_keywords top_clusters issue_analysis \
    priorityIssue; do
	is "$key is the same on every page" "$(jq -c ".$key" "$R/page.3")" \
	    "$(jq -c ".$key" "$R/page.1")"
done
like 'the summary is on the first page' \
    "$(jq -r .global_summary "$R/page.1")" \
    "^[0-9]+ critical issues \\| Trending: .* \\| $total total\$"
is 'and is that of the rules' "$(jq -r .global_summary_by "$R/page.1")" rules
is 'and there alone' "$(jq -r .global_summary "$R/page.2")" ''
is 'replied and not are the page' "$(jq -c '[.replied_count + .unreplied_count,
    .replied_count == ([.recommendations[] | select(.agent_replied_status)] |
    length)]' "$R/page.2")" '[50,true]'
is 'similar_count is the size of the group, on each page' "$(jq -s -r \
    '.[].recommendations[] | select(.cluster_key != "") |
    "\(.cluster_key)|\(.similar_count)"' "$R"/page.[123] | sort -u)" \
    "$(db "SELECT cluster_id, count(*) FROM analysis a WHERE $month
	AND cluster_id IS NOT NULL GROUP BY 1" | grep -xF "$(jq -s -r \
	'.[].recommendations[] | .cluster_key' "$R"/page.[123] | sort -u |
	while read -r k; do [ -z "$k" ] || db "SELECT cluster_id, count(*)
	FROM analysis a WHERE $month AND cluster_id = $k GROUP BY 1"
	done)" | sort -u)"
is 'escalated is who has many alike' "$(jq -s -c '[.[].recommendations[] |
    select(.similar_count >= 10) | .severity_bucket] | unique' \
    "$R"/page.[123])" '["critical"]'
is 'sev: keeps the severity of the verdict' "$(jq -s -r '.[].recommendations[] |
    "\(.conv_id)|\(.suggested_tags[0])"' "$R"/page.[123])" \
    "$(db "SELECT conversation_id, 'sev:' || severity FROM analysis a
	WHERE $month ORDER BY number DESC LIMIT 150")"
is 'each category is the list of its mentions' "$(jq -r '.top_categories[] |
    "\(.name) \(.count)"' "$R/page.1")" "$(jq -r '.top_categories[].name' \
    "$R/page.1" | while read -r c; do
	echo "$c $(get "/api/v1/conversations?hours=288&mention=$c" .total)"
    done)"
is 'keywords count conversations' "$(jq -r '.top_keywords[] |
    "\(.word)|\(.count)"' "$R/page.1")" "$(db "SELECT w, count(*)
    FROM analysis a JOIN keyword USING (conversation_id), unnest(words) w
    WHERE $month GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 20")"
check 'there are keywords' test "$(jq '.top_keywords | length' "$R/page.1")" -gt 9
newest=$(jq '.recommendations[0].number' "$R/page.1")
is 'min_number: what came after it' "$(get \
    "/admin/insights?hours=288&min_number=$((newest - 3))" \
    '[.total, .recommendations[].number] | tojson')" \
    "$(db "SELECT json_build_array(count(*)) || '' FROM analysis a WHERE $month
	AND number > $((newest - 3))" | tr -d ']'),$(db "SELECT number
	FROM analysis a WHERE $month AND number > $((newest - 3))
	ORDER BY 1 DESC" | paste -sd ,)]"
is 'all=1 knows no window' "$(get '/admin/insights?all=1&hours=1&limit=1' \
    '[.total, .count] | tojson')" \
    "[$(db 'SELECT count(*) FROM analysis WHERE counted'),1]"
is 'page_size wins over limit' "$(get \
    '/admin/insights?hours=288&limit=3&page_size=4' .count)" 4
is 'a page that is none has its totals' "$(get \
    '/admin/insights?hours=288&page=999' '[.count, .total] | tojson')" "[0,$total]"

# What people said: marks dismiss, a corrected severity is not raised.
first=$(jq '[.recommendations[] | select(.escalation_reason)][0].conv_id' \
    "$R/page.1")
page_as reviewer
page_post 'a mark' /admin/ticket/mark_seen "conv_id=$first&action=done" 200
page_post 'a correction' /admin/ticket/feedback \
    "conv_id=$first&correct_severity=low" 200
page_as viewer
is 'both show at once' "$(get '/admin/insights?hours=288&limit=1000&now=1' \
    ".recommendations[] | select(.conv_id == $first) | [.is_dismissed,
    .severity_bucket, .escalation_reason] | tojson")" '[true,"low",null]'

# --- the page -------------------------------------------------------------------

is 'the list as CSV is the list' "$(page_ask '/insights.csv?range=30d'
    grep -cE '^5[0-9]{3},1[0-9]{5},20' "$R/body")" "$total"
page_get 'the page says how many' "$all" 200 \
    "<h1>$total.conversations in the last" "50 of $total shown" \
    'class="why"' 'rel="next" data-more'
cp "$R/body" "$R/first"
grep -oE '<h2>Categories</h2>.*|href="/insights[^"]*"[^>]*><span>[^<]*</span><span class="n">[0-9,]+' \
    "$R/first" | sed -n 's/^href="\([^"]*\)"[^>]*><span>[^<]*<\/span><span class="n">\(.*\)/\2 \1/p' |
    sed 's/&amp;/\&/g' >"$R/choices"
check 'categories, keywords and groups stand beside it' \
    test "$(wc -l <"$R/choices")" -gt 20
while read -r n link; do
	page_ask "${link/\/insights/\/insights.csv}"
	is "$n opens as many: $link" "$(grep -cE '^5[0-9]{3},1[0-9]{5},20' \
	    "$R/body")" "${n//,/}"
done <"$R/choices"
page_ask '/insights-about.csv?range=30d'
is 'beside it, as CSV' "$(tr -d '\r' <"$R/body" | awk -F, 'NR > 1 { print $NF }' |
    xargs)" "$(cut -d ' ' -f 1 "$R/choices" | tr -d , | xargs)"
walk=$all numbers=
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14; do
	page_ask "$walk"
	numbers+=$(grep -oE '<span>#5[0-9]{3}</span>' "$R/body" | tr -dc '0-9\n')$'\n'
	walk=$(grep -oE 'href="[^"]*" rel="next" data-more' "$R/body" |
	    sed 's/^href="\([^"]*\)".*/\1/; s/&amp;/\&/g')
	[ -n "$walk" ] || break
done
is 'page by page each is there once, in order' \
    "$(grep . <<<"$numbers" | md5sum)" "$(db "SELECT number FROM analysis a
    WHERE $month ORDER BY 1 DESC" | md5sum)"
page_get 'a filter can be taken away' "$all&mention=crash&keyword=x" 200 \
    'aria-label="Filters in use"' 'No conversation fits' \
    'href="/insights\?range=30d&amp;mention=crash"'
page_get 'a range keeps the filter' "$all&mention=crash" 200 \
    'href="/insights\?range=24h&amp;mention=crash"'
page_head 'the page is of one person' '^Cache-Control: no-store'
page_get 'newer ones are looked for by the same filters' \
    "$all&mention=crash" 200 \
    'data-look="/api/v1/conversations\?limit=1&amp;hours=24&amp;mention=crash"'
page_get 'where JSON has no such filter they are not' "$all&keyword=x" 200 \
    'data-look=""'
page_get 'hostile words' "$all&keyword=%22%3E%3Cimg%20src=x%3E" 200 \
    '&lt;img' '!<img'

# --- what is new ------------------------------------------------------------------

unlike 'a token has nothing to mark' "$(cat "$R/first")" 'insights/seen'
program tidemark-admin user add lead --role viewer >/dev/null
link=$(program tidemark-admin login-link lead)
jar=$R/jar
token=${link##*token=}
curl -sS -o /dev/null -c "$jar" --data "token=$token" "$stack_url/sign-in/link"
page_auth=(-b "$jar")
page_get 'nothing is new before a first look' "$all" 200 \
    'Mark new ones from here on' '!<b class="new">'
csrf=$(grep -oE 'name="csrf" value="[^"]*"' "$R/body" | head -n 1 |
    sed 's/.*value="//; s/"$//')
page_post 'a forged form marks nothing' /insights/seen 'number=9' 403
page_post 'a person marks what was seen' /insights/seen \
    "csrf=$csrf&number=$((newest - 2))&back=%2Finsights%3Frange%3D7d" 303
page_head 'and is back at the list' '^Location: /insights\?range=7d'
new=$(db "SELECT count(*) FROM analysis a WHERE $month
    AND number > $((newest - 2))")
page_get 'what came after it is new' "$all" 200 "$new new since" \
    'Mark all as seen'
is 'and marked so' "$(grep -c '<b class="new">' "$R/body")" "$new"
page_post 'the mark goes no way back' /insights/seen \
    "csrf=$csrf&number=1&back=//evil.example" 303
page_head 'nor elsewhere' '^Location: /insights'
db_is 'as stored' "SELECT number FROM insight_seen" "$((newest - 2))"
page_post 'everything seen' /insights/seen "csrf=$csrf&number=$newest" 303
page_get 'nothing is new' "$all" 200 '0 new since' '!<b class="new">' \
    '!insights/seen'

# --- statements -------------------------------------------------------------------

service_stop web
db "ALTER DATABASE $db_name SET log_statement = 'all'"
web_start
page_as viewer
log=${test_home:-$R}/log/postgres

# statements PATH: how many it takes once both workers have prepared them. The
# fewest of three: now and then one more notes that the session is in use.
statements()
{
	local from i

	for i in 1 2 3 4 5 6; do page_ask "$1&warm=$i$RANDOM"; done
	for i in 1 2 3; do
		sleep 0.3
		from=$(wc -c <"$log")
		page_ask "$1&now=$i$RANDOM"
		sleep 0.3
		tail -c +$((from + 1)) "$log" |
			grep -cE 'LOG: +(execute|statement)'
	done | sort -n | head -n 1
}

few=$(statements '/admin/insights?hours=288&page_size=2')
many=$(statements '/admin/insights?hours=288&page_size=500')
check "statements of two rows are counted ($few)" test "$few" -gt 5
is 'a page of 500 makes as many statements as one of 2' "$many" "$few"
is 'on the page too' "$(statements '/insights?range=7d')" \
    "$(statements '/insights?range=24h')"
check_end
