#!/bin/bash
# SPDX-License-Identifier: MIT
# One metric, one number: the dashboard, the volume, the lists and the CSV agree
# with each other and with a recount in SQL, for many filters.
. "${0%/*}/../lib/page.sh"

# Windows begin with the hour: not shortly before the next one.
while [ $((10#$(date +%M%S))) -gt 5925 ]; do sleep 1; done
page_open
db_load reports.sql
program tidemark-score >/dev/null 2>&1
page_as viewer

counted="SELECT count(*) FROM conversation c JOIN analysis a
    ON a.conversation_id = c.id WHERE c.status <> 'spam'
    AND c.deleted_at IS NULL AND c.merged_into IS NULL"

# get PATH JQ: one line of the answer
get()
{
	page_ask "$1"
	jq -r "$2" "$R/body" 2>&1
}

# within HOURS MAILBOX: the condition on c that the window means
within()
{
	printf "AND c.created_at >= date_trunc('hour', now(), 'UTC')
	    - interval '%d hours' AND c.created_at < date_trunc('hour', now(),
	    'UTC') + interval '1 hour' AND (%d = 0 OR c.mailbox_id = %d)" \
	    $(($1 - 1)) "$2" "$2"
}

# --- windows ------------------------------------------------------------------

while read -r hours mailbox; do
	query="hours=$hours&mailbox=$mailbox"
	sql=$(db "$counted $(within "$hours" "$mailbox")")
	got="$(get "/admin/dashboard?$query" '[.dailyData[].total] | add')"
	got+=" $(get "/admin/dashboard?$query" '[.severityData[].count] | add')"
	got+=" $(get "/admin/dashboard?$query" '[.platformData[].issues] | add // 0')"
	got+=" $(get "/admin/volume?$query" .current)"
	got+=" $(get "/admin/topic-stats?$query" .total)"
	got+=" $(get "/api/v1/conversations?$query" .total)"
	page_ask "/api/v1/conversations.csv?$query"
	got+=" $(grep -c '^1[0-9]\{5\},5[0-9]\{3\},20' "$R/body")"
	is "$query: series, severities, platforms, volume, topics, list and CSV" \
	    "$got" "$sql $sql $sql $sql $sql $sql $sql"
done <<'TXT'
1 0
2 11
24 0
24 12
48 0
100 11
168 0
169 0
250 12
288 0
9600 0
24 99
TXT

# --- categories of the charts, severities, platforms --------------------------

charts='bugs:bug crashes:crash uxIssues:ux performance:performance
    technical:technical questions:question features:feature_request
    payments:payment offerwalls:offerwall'
page_ask '/admin/dashboard?hours=288'
cp "$R/body" "$R/dashboard"
n=0
for pair in $charts; do
	is "chart ${pair%:*} is the list of ${pair#*:}" \
	    "$(jq -c "[([.dailyData[].${pair%:*}] | add),
		.categoryData[$n].value]" "$R/dashboard")" \
	    "$(get "/api/v1/conversations?hours=288&category=${pair#*:}" \
		'[.total, .total] | tojson')"
	n=$((n + 1))
done
is 'charts hold what has a charted main category' \
    "$(jq '[.categoryData[].value] | add' "$R/dashboard")" \
    "$(db "$counted $(within 288 0) AND a.main_category IN ('bug', 'crash',
	'ux', 'performance', 'technical', 'question', 'feature_request',
	'payment', 'offerwall')")"
while IFS='|' read -r severity total; do
	is "severity $severity" "$total" "$(get \
	    "/api/v1/conversations?hours=288&severity=$severity" .total)"
done < <(jq -r '.severityData[] | "\(.severity | ascii_downcase)|\(.count)"' \
    "$R/dashboard")
while IFS='|' read -r platform total; do
	is "platform $platform" "$total" "$(get \
	    "/api/v1/conversations?hours=288&platform=$platform" .total)"
done < <(jq -r '.platformData[] | "\(.platform | ascii_downcase)|\(.issues)"' \
    "$R/dashboard")
while IFS='|' read -r topic total; do
	is "mentions of $topic" "$total" "$(get \
	    "/api/v1/conversations?hours=288&mention=$topic" .total)"
done < <(get '/admin/topic-stats?hours=288' '(.by_category | to_entries[] |
    "\(.key)|\(.value)"), "crash|\(.crash_count)"')

# --- pages --------------------------------------------------------------------

# column NAME: of the CSV in the last answer, one line
column()
{
	tr -d '\r' <"$R/body" | awk -F, -v name="$1" 'NR == 1 {
		for (i = 1; i <= NF; i++) at[$i] = i
		next
	} { printf "%s%s", sep, name in at ? $at[name] : 0; sep = " " }'
}

for range in 24h 48h 7d; do
	hours=${range%?}
	[ "${range#"$hours"}" = h ] || hours=$((hours * 24))
	page_ask "/admin/dashboard?hours=$hours&mailbox=11"
	cp "$R/body" "$R/dashboard"
	page_ask "/trend.csv?range=$range&mailbox=11"
	for pair in all:total crash:crashes payment:payments question:questions; do
		is "$range: ${pair%:*} of the page's table, hour by hour" \
		    "$(column "${pair%:*}")" "$(jq -r "[.dailyData[] |
			.${pair#*:}] | map(tostring) | join(\" \")" \
			"$R/dashboard")"
	done
	page_ask "/?range=$range&mailbox=11"
	tile=$(grep -o '<h2>Conversations</h2><a class="value" href="[^"]*">[0-9,]*' \
	    "$R/body" | sed 's/&amp;/\&/g')
	total=$(jq '[.dailyData[].total] | add' "$R/dashboard")
	is "$range: the overview's tile" "$(tr -d , <<<"${tile##*>}")" "$total"
	address=${tile#*href=\"}
	is "$range: and the list that it opens" \
	    "$(get "/api/v1${address%\">*}" .total)" "$total"
done

# How many conversations a page names, and how many its link $1 leads to.
named_and_linked()
{
	local query

	query=$(grep -o "href=\"$1?[^\"]*" "$R/body" | head -n 1 |
	    sed 's/^[^?]*?//; s/&amp;/\&/g')
	grep -oE '[0-9,]+[^0-9a-z<>]+conversations?<' "$R/body" | head -n 1 |
	    tr -cd 0-9
	printf ' %s' "$(get "/api/v1/conversations?$query" .total)"
}

waiting=$(db "$counted AND c.waiting_since IS NOT NULL")
week=$(db "$counted AND c.created_at >= date_trunc('hour', now(), 'UTC')
    - interval '7 days'")
while read -r address link want; do
	page_ask "$address"
	is "$address: what it names and what it opens" \
	    "$(named_and_linked "$link")" "$want $want"
done <<TXT
/conversations?sort=waiting /api/v1/conversations.csv $waiting
/conversations?sort=waiting&flag=replied /api/v1/conversations.csv $waiting
/conversations?severity=high&flag=waiting&q= /api/v1/conversations.csv $(db \
    "$counted AND c.waiting_since IS NOT NULL AND a.severity = 'high'")
/customers?flag=waiting /conversations $waiting
/customers /conversations $week
TXT

# --- groups -------------------------------------------------------------------

get '/admin/aggregates?hours=288&limit=200' \
    '.aggregates[] | "\(.cluster_key) \(.count)"' >"$R/groups"
check 'there are groups' test "$(wc -l <"$R/groups")" -gt 5
is 'their sizes add up' "$(awk '{ n += $2 } END { print n }' "$R/groups")" \
    "$(db "$counted $(within 288 0) AND a.cluster_id IS NOT NULL")"
while read -r group total; do
	is "group $group: its list and its conversations" "$total $total" \
	    "$(get "/api/v1/conversations?hours=288&group=$group" .total) $(get \
	    "/admin/cluster_conversations?hours=288&cluster_key=$group" .count)"
done < <(head -n 8 "$R/groups")

# --- any filter ---------------------------------------------------------------

# exported QUERY: rows of the export of everything known
exported()
{
	page_ask "/api/v1/export.csv?$1"
	grep -c '^1[0-9]\{5\},5[0-9]\{3\},' "$R/body"
}

# agree QUERY CONDITION-ON-c-AND-a
agree()
{
	local ids sql

	sql=$(db "$counted $2")
	page_ask "/api/v1/conversations.csv?$1"
	ids=$(grep -o '^1[0-9]\{5\},5[0-9]\{3\},20' "$R/body" | cut -d , -f 1 |
	    sort | md5sum)
	is "$1: list and export count $sql" "$(get \
	    "/api/v1/conversations?$1" .total) $(exported "$1")" "$sql $sql"
	is "$1: the same conversations" "$ids" "$(db "${counted/count(\*)/c.id}
	    $2" | sort | md5sum)"
}

day=$(db "SELECT to_char(now() - interval '4 days', 'YYYY-MM-DD')")
person=$(db 'SELECT customer_id FROM analysis WHERE counted GROUP BY 1
    ORDER BY count(*) DESC LIMIT 1')
agree '' ''
agree 'category=crash&mailbox=11' "AND a.main_category = 'crash'
    AND c.mailbox_id = 11"
agree 'category=crash,bug' "AND a.main_category IN ('crash', 'bug')"
agree 'mention=payment&status=closed' "AND 'payment' = ANY (a.categories)
    AND c.status = 'closed'"
agree 'severity=urgent' "AND a.severity IN ('high', 'critical')"
agree 'severity=medium&hours=200' "AND a.severity = 'medium' $(within 200 0)"
agree 'platform=unknown' "AND a.platform = ''"
agree 'platform=android&flag=unreplied' "AND a.platform = 'android'
    AND c.first_reply_at IS NULL"
agree 'version=2.4.1' "AND a.app_version = '2.4.1'"
agree 'intent=refund_request' "AND a.intent = 'refund_request'"
agree 'flag=waiting' 'AND c.waiting_since IS NOT NULL'
agree 'flag=empty' 'AND a.is_empty'
agree 'flag=delete_request' 'AND a.is_delete_request'
agree "customer=$person" "AND c.customer_id = $person"
agree "from=${day}T05:30:00Z&to=$(date -u +%FT%TZ)" \
    "AND c.created_at >= '${day}T05:30:00Z'"
agree "to=$day" "AND c.created_at < '$day'"
agree "category=none" 'AND false'

# --- paging -------------------------------------------------------------------

# walk SORT: all ids, page by page, in the order of the answers
walk()
{
	local after='' ids=''

	while :; do
		page_ask "/api/v1/conversations?sort=$1&limit=97${after:+&after=$after}"
		ids+=$(jq -r '.conversations[].id' "$R/body")$'\n'
		after=$(jq -r '.next // empty' "$R/body")
		[ -n "$after" ] || break
	done
	printf '%s' "$ids" | grep .
}

while IFS='|' read -r sort order condition; do
	is "pages of $sort hold each conversation once, in order" \
	    "$(walk "$sort" | md5sum)" "$(db "${counted/count(\*)/c.id}
	    $condition ORDER BY $order" | md5sum)"
done <<'TXT'
newest|c.created_at DESC, c.id DESC|
oldest|c.created_at, c.id|
modified|c.modified_at DESC, c.id DESC|
waiting|c.waiting_since, c.id|AND c.waiting_since IS NOT NULL
severity|a.severity DESC, c.created_at DESC, c.id DESC|
TXT

is 'the order by waiting counts whom it lists' \
    "$(get '/api/v1/conversations?sort=waiting' .total)" \
    "$(db "$counted AND c.waiting_since IS NOT NULL")"

# --- volume -------------------------------------------------------------------

# The time before is as long as what has passed of the window. Seconds go by
# between the questions, so the data is kept away from the edges.
db "DELETE FROM conversation WHERE abs(extract(epoch FROM created_at
    - (now() - interval '48 hours'))) < 300 OR abs(extract(epoch FROM created_at
    - (now() - interval '72 hours'))) < 300;
    INSERT INTO rollup_dirty (hour) SELECT generate_series(date_trunc('hour',
	now(), 'UTC') - interval '100 hours', now(), '1 hour')"
program tidemark-score >/dev/null 2>&1
is 'volume compares with as much time before' \
    "$(get '/admin/volume?hours=48&compare=24&x=1' .previous)" \
    "$(db "$counted AND c.created_at < now() - interval '48 hours'
	AND c.created_at >= date_trunc('hour', now(), 'UTC')
	- interval '71 hours'")"
is 'and says by how much it changed' "$(get '/admin/volume?hours=48&x=2' \
    '.delta == .current - .previous and
    (.delta_pct - 100 * .delta / .previous | fabs) < 1e-9')" true

# --- CSV ----------------------------------------------------------------------

page_ask '/api/v1/conversations.csv'
page_head 'CSV is one' '^Content-Type: text/csv'
page_head 'a file to keep' '^Content-Disposition: attachment'
like 'a formula is text' "$page_body" "\"'=HYPERLINK\\(\"\"x\"\"\\)"
like 'any script arrives whole' "$page_body" 'مرحبا 🎮 שלום'
is 'a viewer gets it, nobody else' "$(page_as nobody
    page_ask /api/v1/conversations.csv
    echo "$page_status")" 401
check_end
