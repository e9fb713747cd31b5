#!/bin/bash
# SPDX-License-Identifier: MIT
# Random questions, the same ones each time: what a tile, a chart, a table, a
# list, the CSV files and JSON say must be one number, and that of the rows.
. "${0%/*}/../lib/page.sh"

# Windows begin with the hour: not shortly before the next one.
while [ $((10#$(date +%M%S))) -gt 5925 ]; do sleep 1; done
page_open
db_load reports.sql
program tidemark-score >/dev/null 2>&1
page_as viewer
RANDOM=20260114

pick()
{
	shift $((RANDOM % $#))
	printf '%s' "$1"
}

number()
{
	tr -d ', \302\240' | grep -oE '^[0-9]+'
}

# The number of the page's link to a list with this filter.
linked()
{
	sed 's/&amp;/\&/g' "$R/page" | grep -oE \
	    "href=\"/conversations\?from=${from}&to=${to}[^\"]*&${1}\">[0-9,]+" |
		head -n 1 | sed 's/.*>//' | number
}

rows_of()
{
	page_ask "$1"
	grep -cE '^("[^"]*"|[^,]*),' <(grep -E '^(1[0-9]{5},5[0-9]{3}|5[0-9]{3},1[0-9]{5}),' "$R/body")
}

heading()
{
	page_ask "$1"
	grep -oE '<h1>[0-9,]+' "$R/body" | sed 's/<h1>//' | number
}

# The sum of a column of the chart's CSV.
charted()
{
	page_ask "/trend.csv?$window"
	tr -d '\r' <"$R/body" | awk -F, -v name="$1" 'NR == 1 {
		for (i = 1; i <= NF; i++) at[$i] = i
		next
	} { n += name in at ? $at[name] : 0 } END { print n + 0 }'
}

# One dimension's row of its CSV.
broken_down()
{
	page_ask "/breakdown.csv?$window&by=$1"
	tr -d '\r' <"$R/body" | awk -F, -v key="$2" '$1 == key { n = $2 }
	    END { print n + 0 }'
}

hour=$(($(date +%s) / 3600 * 3600))
for i in $(seq 24); do
	mailbox=$(pick 0 0 11 12)
	span=$((RANDOM % 280 + 1)) gap=$(pick 0 0 $((RANDOM % 100)))
	to=$((hour + 3600 - gap * 3600)) from=$((hour + 3600 - (gap + span) * 3600))
	from=$(date -u -d "@$from" +%FT%TZ) to=$(date -u -d "@$to" +%FT%TZ)
	window="from=$from&to=$to&mailbox=$mailbox"
	dimension=$(pick category severity platform version)
	case $dimension in
	category) key=$(pick crash bug payment question) column=main_category ;;
	severity) key=$(pick low medium high critical) column=severity ;;
	platform) key=$(pick android ios unknown) column=platform ;;
	version) key=$(pick 2.4.1 unknown) column=app_version ;;
	esac
	sql="SELECT count(*) FROM analysis WHERE counted AND created_at >= '$from'
	    AND created_at < '$to' AND ($mailbox = 0 OR mailbox_id = $mailbox)"
	page_ask "/?$window"
	cp "$R/body" "$R/page"
	want=$(db "$sql")
	tile=$(grep -oE '<h2>Conversations</h2><a class="value" href="[^"]*">[0-9,]+' \
	    "$R/page" | sed 's/.*>//' | number)
	if [ "$want" -eq 0 ]; then
		check "$i: nothing from $from to $to is said so" \
		    grep -q 'class="state"' "$R/page"
		continue
	fi
	page_ask "/api/v1/conversations?$window&limit=1"
	json=$(jq .total "$R/body")
	is "$i: $from to $to, mailbox $mailbox: tile, chart, list, CSV, export, JSON" \
	    "$tile $(charted all) $(heading "/insights?$window") $(rows_of \
	    "/insights.csv?$window") $(heading "/conversations?$window") $(rows_of \
	    "/api/v1/conversations.csv?$window") $(rows_of \
	    "/api/v1/export.csv?$window") $json" \
	    "$want $want $want $want $want $want $want $want"
	want=$(db "$sql AND $column = '${key/#unknown/}'")
	query="$window&$dimension=$key"
	table=$(linked "$dimension=$key")
	# a table has room for so many, and none for what is not there
	[ -n "$table" ] || table=$want
	chart=$want
	[ $dimension != category ] || chart=$(charted "$key")
	page_ask "/api/v1/conversations?$query&limit=1"
	json=$(jq .total "$R/body")
	is "$i: $dimension $key: table, chart, its CSV, lists, CSV, export, JSON" \
	    "$table $chart $(broken_down $dimension "$key") $(heading \
	    "/insights?$query") $(rows_of "/insights.csv?$query") $(heading \
	    "/conversations?$query") $(rows_of \
	    "/api/v1/conversations.csv?$query") $(rows_of \
	    "/api/v1/export.csv?$query") $json" \
	    "$want $want $want $want $want $want $want $want $want"
done
check_end
