#!/bin/bash
# SPDX-License-Identifier: MIT
# Incidents on pages and as JSON: what they show, that it agrees, who may do what.
. "${0%/*}/../lib/page.sh"

# Windows begin with the hour: not shortly before the next one.
while [ $((10#$(date +%M%S))) -gt 5900 ]; do sleep 1; done
page_open
db_load reports.sql
program tidemark-score >/dev/null 2>&1
now=$(date +%s)

get()
{
	page_ask "$1"
	jq -r "$2" "$R/body" 2>&1
}
# rise CATEGORY [PLATFORM [SECONDS-AGO [REPORTS]]]
rise()
{
	local at=$((now - ${3:-0}))

	program tidemark-incident rise "$1" "${2:-}" '' 0 $((at - 5400)) "$at" \
	    "${4:-20}" 2 high
}

# --- before there is one ----------------------------------------------------------

page_as viewer
page_get 'nothing yet' /incidents 200 'No incident is open' \
    'Nothing rises above the usual' 'No incident ended yet' '!class="count"'
page_get 'none of that number' /incidents/1 404 'There is no incident 1' \
    'href="/incidents">Go to Incidents'
page_get 'none like that' '/incidents?category=crash' 200 \
    'No open incident is like that' 'No incident that is over is like that' \
    'href="/incidents">See all' '!Nothing rises'
page_get 'of a state that is open, nothing is said of those that are over' \
    '/incidents?state=muted' 200 'No open incident is like that' '!over-h'
page_get 'nor as JSON' /api/v1/incidents/1 404
page_get 'no number' /incidents/x 404
is 'stats are zeros' "$(get /admin/stats '[.total, .by_status.open,
    .by_bucket.low] | map(tostring) | join(" ")')" '0 0 0'
page_get 'the overview links to none' '/?range=24h' 200 '!Open incident'
db "insert into rollup_hour select 'category', date_trunc('hour', now())
      - interval '20 hours', m, 'account', 500, 500
    from unnest(array[0, (select min(id) from mailbox)]) m
    on conflict (dimension, mailbox_id, hour, key) do update
      set conversations = 500;
    update data_version set version = version + 1" >/dev/null
page_get 'it says what there was' '/?range=48h' 200 \
    '<h1>[^<]*Account[^<]* (came|were) up'

# --- what they show -----------------------------------------------------------------

crash=$(rise crash)
payment=$(rise payment '' 100)
bug=$(rise bug '' 200)
# nginx keeps an answer to the end of the second: another address asks anew
page_get 'the list' '/incidents?skip=0' 200 '3[^a-z<]*incidents are open' \
    "href=\"/incidents/$crash\">Crashes" 'class="count">3' \
    'href="/incidents.csv' 'nobody'
page_get 'one of them' "/incidents/$crash" 200 \
    '<h1>Crashes[^:]*: [0-9]+ reports of [0-9]+ customers since ' \
    'What happened' '<b>Tidemark</b> opened it' 'incident raised' \
    '!name="csrf"' '!Acknowledge'
page_get 'the overview leads to it, which is open, before what is over' \
    '/?range=48h&z=1' 200 '<h1>[^<]* reports of' 'Open incident'
page_get 'but where what was is asked for' \
    "/?from=$(date -u -d @$((now - 108000)) +%FT%H:00)&to=$(date -u -d \
    @$((now - 36000)) +%FT%H:00)" 200 '<h1>[^<]*Account' 'Open incident: '
db "delete from rollup_hour where key = 'account' and conversations = 500;
    update data_version set version = version + 1" >/dev/null
n=$(get "/api/v1/incidents/$crash" .conversations)
is 'both counts are those of the list with the same filter' \
    "$n $(get "/api/v1/incidents/$crash" .customers)" "$(db "select count(*),
    count(distinct customer_id) from analysis where counted and main_category =
    'crash' and created_at >= (select begins_at from incident
    where id = $crash)" | tr '|' ' ')"
is 'there are some' "$((n > 0))" 1
page_ask "/incidents/$crash"
list=$(grep -o 'href="/conversations?from=[^"]*' "$R/body" | head -1 |
    sed 's/href="//; s/&amp;/\&/g')
is 'the number links to the rows that it counts' \
    "$(get "/api/v1${list}" .total)" "$n"
is 'list and CSV have the same ones' "$(page_ask /incidents.csv
    sed 1d "$R/body" | cut -d, -f1 | sort | xargs)" "$crash $payment $bug"
is 'platforms add up' "$(get "/api/v1/incidents/$crash" \
    '[.platforms[].count] | add')" "$n"
is 'the course counts them, too' "$(page_ask "/incidents/$crash/hours.csv"
    sed 1d "$R/body" | awk -F, -v from="$(db "select to_char(date_trunc('hour',
    begins_at) at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24') from incident
    where id = $crash")" 'substr($1, 1, 13) >= from { n += $3 }
    END { print (n >= want) }' want="$n")" 1

# --- who may ------------------------------------------------------------------------

for path in acknowledge mute unmute resolve reopen merge owner notes; do
	page_post "a viewer may not: $path" "/incidents/$crash/$path" \
	    "note=x&into=$bug" 403
	page_post "nor by JSON: $path" "/api/v1/incidents/$crash/$path" \
	    "note=x&into=$bug" 403
done
page_as nobody
page_get 'nobody sees them' /incidents '303|401'
page_as reviewer
db_is 'nothing was done' "select count(*) from incident_event
    where who <> 'program'" 0

# --- what they do -------------------------------------------------------------------

version=$(db 'select version from data_version')
page_post 'acknowledged' "/incidents/$crash/acknowledge" 'note=on+it' 303
page_head 'and back to it' "^Location: /incidents/$crash"
is 'pages are made anew' "$(db "select version > $version from data_version")" t
page_post 'twice is once' "/api/v1/incidents/$crash/acknowledge" '' 200 \
    '"changed":false' '"state":"acknowledged"'
page_post 'muted for a day' "/api/v1/incidents/$payment/mute" 'for=24h' 200 \
    '"changed":true' '"state":"muted"'
page_post 'until a time that is over' "/api/v1/incidents/$bug/mute" \
    'for=time&until=2020-01-01T00:00:00Z' 409 'that time is over'
page_post 'a time says by itself that it is one' "/api/v1/incidents/$bug/mute" \
    'until=2020-01-01T00:00:00Z' 409 'that time is over'
page_post 'until a time that is not said' "/incidents/$bug/mute" 'for=time' 422 \
    'until is needed'
page_post 'for ever is not among them' "/api/v1/incidents/$bug/mute" 'for=ever' \
    422 '"for"'
page_post 'until worse' "/incidents/$bug/mute" 'for=worse' 303
page_get 'which the list says' '/incidents?owner=' 200 'muted until worse' 'acknowledged'
page_post 'owned' "/incidents/$crash/owner" 'owner=ann' 303
page_post 'noted' "/incidents/$crash/notes" \
    'note=%3Cb%3Ewe+know%3C%2Fb%3E' 303
page_post 'a note says something' "/api/v1/incidents/$crash/notes" 'note=' 422
page_get 'the record tells who did what' "/incidents/$crash" 200 \
    'acknowledged it: <q>on it</q>' 'made ann its owner' \
    '&lt;b&gt;we know&lt;/b&gt;'
page_get 'by owner' '/incidents?owner=ann' 200 \
    '1[^a-z<]*open incident is like that' 'Crashes' 'each with an owner'
page_get 'by nobody' '/incidents?owner=-' 200 \
    '2[^a-z<]*open incidents are like that' \
    'href="/incidents\?state=open&amp;owner=-">2 without an owner'
page_get 'by state' '/incidents?state=muted' 200 \
    '2[^a-z<]*open incidents are like that' '!Crashes'
page_get 'by category' '/incidents?category=payment' 200 \
    '1[^a-z<]*open incident is like that'
page_get 'a state that there is not' '/incidents?state=asleep' '400|422'
page_post 'merged' "/incidents/$bug/merge" "into=$crash" 303
page_get 'it says where it went' "/incidents/$bug" 200 \
    "merged into <a href=\"/incidents/$crash\"" 
page_get 'and is in no list' '/incidents?category=' 200 '2[^a-z<]*incidents are open'
page_post 'a fix without a number cannot be compared' \
    "/incidents/$payment/resolve" 'fixed_in=next+release' 422 'fixed_in begins'
page_post 'resolved' "/incidents/$payment/resolve" 'fixed_in=9.9&note=shipped' 303
page_get 'and stands among those that are over' '/incidents?state=' 200 \
    '1[^a-z<]*incident is open' 'resolved, is fixed in 9.9'
page_post 'reopened' "/api/v1/incidents/$payment/reopen" '' 200 \
    '"state":"ongoing"'
page_post 'resolved again' "/api/v1/incidents/$payment/resolve" '' 200 resolved
is 'each deed is audited' "$(db "select string_agg(detail->>'kind', ' '
    order by id) from audit where action = 'incident'")" \
    'acknowledged muted muted owner note merged took in resolved reopened resolved'

# --- as the replaced dashboard has them ---------------------------------------------

is 'states are the four of old' "$(get /admin/incidents \
    '[.incidents[] | "\(.id) \(.status)"] | sort | join(", ")')" \
    "$crash ack, $payment resolved"
is 'stats add up' "$(get /admin/stats '[.total, ([.by_status[]] | add),
    ([.by_bucket[]] | add), .by_status.ack, .by_status.resolved]
    | map(tostring) | join(" ")')" '2 2 2 1 1'
is 'keys and types of the document' "$(page_ask /admin/incidents
    jq -r --slurpfile doc "$top/docs/openapi.json" --arg path /admin/incidents \
	--arg method get --arg status 200 -f "$lib/schema.jq" "$R/body"
    page_ask /api/v1/incidents
    jq -r --slurpfile doc "$top/docs/openapi.json" --arg path /api/v1/incidents \
	--arg method get --arg status 200 -f "$lib/schema.jq" "$R/body"
    page_ask "/api/v1/incidents/$crash"
    jq -r --slurpfile doc "$top/docs/openapi.json" --arg path \
	'/api/v1/incidents/{id}' --arg method get --arg status 200 \
	-f "$lib/schema.jq" "$R/body")" ''
page_post 'the other one is resolved, too' "/api/v1/incidents/$crash/resolve" '' \
    200 resolved
is 'what resolved incidents hold of each severity is no more than there is' \
    "$(get '/admin/dashboard?hours=25' '.severityData | all(.resolved <= .count)
    and any(.resolved > 0)')" true

# --- many, and beyond the end ---------------------------------------------------------

page_as viewer
over=$(get '/api/v1/incidents?state=resolved' .total)
check "some are over ($over)" test "$over" -gt 0
page_get 'beyond the last page they are counted all the same' \
    '/incidents?state=resolved&skip=5000' 200 "${over}[^a-z<]*incidents? (is|are) over" \
    'ends before this page' '!No incident ended yet' \
    'href="/incidents\?state=resolved">See the first page'
is 'as JSON too' "$(get '/api/v1/incidents?state=resolved&skip=5000' \
    '"\(.total) \(.incidents | length)"')" "$over 0"
page_get 'few are not cut' '/incidents?skip=1' 200 '!most severe of'
db "insert into incident (category, severity, title, begins_at, raised_at,
      last_rise, reports, expected, seconds, chance)
    select 'c' || i, 'medium', 'Rise ' || i, now(), now(), now(), 20, 2, 5400, 0
    from generate_series(1, 120) i" >/dev/null
open=$(get '/api/v1/incidents?state=open' .total)
check "there are many ($open)" test "$open" -ge 120
page_get 'of many the most severe, which is said' '/incidents?skip=2' 200 \
    "the 100 most severe of $open" 'Of the 100 listed below' "$open.incidents are open"
page_ask '/incidents.csv?state=open'
is 'the file has them all' "$(($(wc -l <"$R/body") - 1))" "$open"
page_head 'and says so' '^X-Rows-Cut: 0'
check_end
