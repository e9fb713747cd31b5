#!/bin/bash
# SPDX-License-Identifier: MIT
# Releases, office hours, comparisons, the reader's zone and saved views: who may
# change them, what is refused, and where they show.
. "${0%/*}/../lib/page.sh"

# Windows begin with the hour: not shortly before the next one.
while [ $((10#$(date +%M%S))) -gt 5925 ]; do sleep 1; done
page_open
db_load reports.sql
program tidemark-score >/dev/null 2>&1

audited()
{
	db "SELECT count(*) FROM audit WHERE action = '$1' AND who = '$2'"
}

# --- releases -----------------------------------------------------------------

hour=$(date -u -d '3 hours ago' +%FT%H)
page_as viewer
page_get 'nothing is marked' /settings/releases 200 'Nothing is marked' \
    '!<form class="fields"'
for role in viewer reviewer; do
	page_as $role
	page_post "a $role marks nothing" /settings/releases \
	    "label=x&at=${hour}:10:00Z" 403
	page_post "nor by JSON ($role)" /api/v1/releases \
	    "label=x&at=${hour}:10:00Z" 403
done
page_as admin
page_post 'an admin marks a release' /settings/releases \
    "label=3.2+out&at=${hour}:10:00Z&platform=ios" 303
is 'the audit names who' "$(audited release_add 'token test-admin')" 1
page_post 'by JSON too' /api/v1/releases \
    "label=<b>4.0</b>&at=${hour}:40:00Z&mailbox=12" 200 '"id":2,' \
    '"mailbox":12,'
while IFS='|' read -r title data; do
	page_post "refused: $title" /api/v1/releases "$data" 422
done <<TXT
no label|at=${hour}:10:00Z
an empty label|label=&at=${hour}:10:00Z
a label that is too long|label=$(head -c 41 /dev/zero | tr '\0' a)&at=${hour}:10:00Z
no time|label=x
a time that is none|label=x&at=yesterday
a mailbox that is not here|label=x&at=${hour}:10:00Z&mailbox=99
TXT
page_post 'refused: a mailbox that is not here, by form' /settings/releases \
    "label=x&at=${hour}:10:00Z&mailbox=99" 422 'mailbox 99 is not here'
is 'nothing of that was stored' "$(db 'SELECT count(*) FROM release')" 2

page_as viewer
page_get 'both are listed' /settings/releases 200 '3.2 out' \
    '&lt;b&gt;4.0&lt;/b&gt;' '!<b>4.0' '!/settings/releases/1"'
page_get 'and shown on the chart' '/?range=24h' 200 \
    'class="mark-label"[^>]*>3.2 out, iOS<' '&lt;b&gt;4.0&lt;/b&gt;, Billing' \
    'Release: 3.2 out, iOS' '<th scope="col">Releases</th>' '!<b>4.0'
page_get 'of its own mailbox' '/?range=24h&mailbox=12' 200 '4.0' '3.2 out'
page_get 'and of no other' '/?range=24h&mailbox=11' 200 '3.2 out' '!gt;4\.0'
page_get 'in the CSV' '/trend.csv?range=24h' 200 \
    '^from,to,all,.*,before,change_percent,usual,releases' \
    '3.2 out, iOS; <b>4.0</b>, Billing'
page_get 'and as JSON' "/api/v1/releases?from=${hour}:00:00Z&mailbox=11" 200 \
    '"label":"3.2 out"' '!b>4\.0'
page_get 'not of another time' "/api/v1/releases?to=${hour}:00:00Z" 200 \
    '\{"releases":\[\]\}'
page_get 'an admin alone changes one' /settings/releases/1 403
page_as admin
page_get 'in a form that holds it' /settings/releases/1 200 'value="3.2 out"' \
    "value=\"${hour}:10\""
page_post 'it is changed' /settings/releases/1 "label=3.2.1&at=${hour}:10:00Z" 303
page_post 'one that is not here is not' /settings/releases/9 \
    "label=x&at=${hour}:10:00Z" 404
page_post 'it is removed' /settings/releases/1/remove '' 303
page_post 'once' /settings/releases/1/remove '' 404
page_ask -X DELETE /api/v1/releases/2
page_compare 'by JSON too' 200 '"ok":true'
page_ask -X DELETE /api/v1/releases/2
page_compare 'once' 404
page_as viewer
page_ask -X DELETE /api/v1/releases/2
page_compare 'and by an admin' 403
is 'the audit has each change' "$(audited release_change 'token test-admin')" 1
is 'and each removal' "$(audited release_remove 'token test-admin')" 2

# --- office hours ---------------------------------------------------------------

page_get 'no hours yet' /settings/office 200 'Not set' '!<form method="post"'
page_get 'then nothing is said of them' '/conversations?sort=waiting' 200 \
    '!in office hours'
page_post 'a viewer sets none' /settings/office 'opens1=09:00&closes1=17:00' 403
page_as admin
while IFS='|' read -r title data; do
	page_post "refused: $title" /settings/office "$data" 422 'Monday'
done <<'TXT'
no end|opens1=09:00
no beginning|closes1=09:00
an hour that is none|opens1=24:00&closes1=09:00
a minute that is none|opens1=09:60&closes1=10:00
words|opens1=early&closes1=10:00
TXT
today=$(date -u +%u)
yesterday=$(date -u -d yesterday +%u)
page_post 'they are set' /settings/office \
    "opens$today=00:00&closes$today=00:00" 303
is 'the audit has it' "$(audited office_hours 'token test-admin')" 1
page_get 'and read back' /settings/office 200 '00:00.00:00, times of UTC'
page_as viewer
page_get 'a wait is said in them' '/conversations?sort=waiting&x=1' 200 \
    'waits .* d' '[0-9]+.(h|min|s)[^<]* in office hours'
page_get 'the chart has a band' '/?range=24h&x=1' 200 'class="office"' \
    'office hours'
page_get 'but not by day' '/?range=30d&x=1' 200 '!class="office"'
page_get 'the oldest wait of the tile' '/?range=24h&x=1' 200 \
    'oldest [^<]*\([^<]* in office hours\)'
page_as admin
page_post 'another day in its place' /settings/office \
    "opens$yesterday=09:00&closes$yesterday=10:00" 303
is 'the first is closed again' "$(db 'SELECT count(*) FROM office_hours')" 1

# --- comparison -----------------------------------------------------------------

page_as viewer
page_get 'the period before by default' '/?range=24h&c=1' 200 \
    '"before"' 'the 24 h before' 'A week earlier: '
page_get 'a week earlier' '/?range=24h&compare=week' 200 'a week earlier: ' \
    '!the 24 h before: '
page_get 'nothing' '/?range=24h&compare=none' 200 '!earlier: ' '!before: ' \
    '!vector-effect="non-scaling-stroke" d="M'
page_get 'or a word that is none' '/?compare=year' 422
page_get 'links keep it' '/?compare=week' 200 \
    'href="/\?range=24h&amp;compare=week"' \
    'href="/trend.csv\?range=48h&amp;compare=week"'
page_get 'a range of one'"'"'s own keeps it' '/?compare=week' 200 \
    'type="hidden" name="compare" value="week"'
page_get 'CSV without' '/trend.csv?compare=none' 200 '!before' '!change'
page_get 'CSV with' '/trend.csv?compare=week&range=24h' 200 \
    ',week_earlier,change_percent,usual,releases'

# column NAME of the CSV in the last answer
column()
{
	tr -d '\r' <"$R/body" | awk -F, -v name="$1" 'NR == 1 {
		for (i = 1; i <= NF; i++) at[$i] = i
		next
	} { printf "%s%s", sep, $at[name]; sep = " " }'
}

# The total of each of N hours that begin HOURS before the current window.
recount()
{
	db "SELECT string_agg(coalesce(r.n, 0)::text, ' ' ORDER BY h) FROM
	    generate_series(date_trunc('hour', now(), 'UTC') -
	    interval '$((24 - 1 + $1)) hours', date_trunc('hour', now(), 'UTC') -
	    interval '$((1 + $1)) hours', interval '1 hour') AS h LEFT JOIN
	    (SELECT hour, conversations AS n FROM rollup_hour WHERE dimension = 'all'
	    AND mailbox_id = 0) AS r ON r.hour = h"
}

page_ask '/trend.csv?range=24h'
is 'before: each full hour, and nothing for the one that is not over' \
    "$(column before)" "$(recount 24) "
page_ask '/trend.csv?range=24h&compare=week'
is 'a week earlier: the same' "$(column week_earlier)" "$(recount 168) "
page_ask '/admin/dashboard?hours=24&compare=week'
is 'JSON says the same' \
    "$(jq -r '[.dailyData[].compared | tostring] | join(" ")' "$R/body")" \
    "$(recount 168) null"
page_ask '/admin/dashboard?hours=24&compare=before'
is 'JSON, before' \
    "$(jq -r '[.dailyData[].compared | tostring] | join(" ")' "$R/body")" \
    "$(recount 24) null"
page_get 'and keeps its shape when it is not asked' '/admin/dashboard?hours=24' \
    200 '!"compared"'
page_get 'the table twin has the columns' '/?range=24h&c=2' 200 \
    '<th scope="col" class="num">the 24 h before</th><th scope="col" class="num">Change</th>'
page_get 'a range that ends to come hatches the hour that holds now' \
    "/?from=$(date -u -d '3 hours ago' +%FT%H:00)&to=$(date -u -d '3 hours' \
	+%FT%H:00)" 200 'url\(#trend-hatch\)' 'so far'

# --- a wall, paper --------------------------------------------------------------

page_get 'on a wall' '/?wall=1' 200 '<body class="wall"' 'Leave the wall'
page_get 'the address is on paper' '/?range=7d' 200 \
    "class=\"on-paper\">$stack_url/\?range=7d, "

# --- the zone of the reader -----------------------------------------------------

# sign_in NAME: with a jar of its own
sign_in()
{
	jar=$R/jar.$1
	page_ask -c "$jar" --data "token=$(program tidemark-admin login-link \
	    "$1" | sed 's/.*token=//')" /sign-in/link
	use "$1"
}

# use NAME: the next requests come from that browser
use()
{
	jar=$R/jar.$1
	page_auth=(-b "$jar" -c "$jar")
	page_ask /account
	csrf=$(grep -o 'name="csrf" value="[^"]*"' <<<"$page_body" |
	    head -n 1 | cut -d '"' -f 4)
}

send()
{
	page_ask --data-urlencode "csrf=$csrf" "${@:2:$#-2}" "${*: -1}"
	page_compare "$1" 303
}

for name in ann bob; do
	program tidemark-admin --role viewer user add $name >/dev/null
done
program tidemark-admin --role reviewer user add rita >/dev/null
program tidemark-admin --role admin user add ada >/dev/null
sign_in ann
page_get 'the zone is the account'"'"'s' /account 200 'zone">Times in UTC' \
    'value="Asia/Kolkata"'
page_ask --data 'zone=Asia/Kolkata' /account/zone
page_compare 'a forged form chooses none' 403
for bad in Nowhere ../../etc/passwd UTC0 /etc/localtime; do
	page_ask --data-urlencode "csrf=$csrf" --data-urlencode "zone=$bad" \
	    /account/zone
	page_compare "no zone: $bad" 422 'no such time zone'
done
send 'one of one'"'"'s own' --data 'zone=Asia/Kolkata' /account/zone
page_get 'holds at once' /account 200 'Times in Asia/Kolkata'
page_get 'on shared pages too' '/?range=24h&z=1' 200 'Times in Asia/Kolkata'
page_head 'whose tag names it' '^ETag: .*Asia/Kolkata'
kolkata=$page_body
is 'the audit has it' "$(audited zone ann)" 1
sign_in bob
page_get 'another viewer reads in the account'"'"'s' '/?range=24h&z=1' 200 \
    'Times in UTC' '!Kolkata'
like 'and in other hours' "$(grep -o 'Kolkata' <<<"$kolkata" | head -n 1)" Kolkata
use ann
page_get 'and the first still in her own' '/?range=24h&z=1' 200 \
    'Times in Asia/Kolkata'
half=$(date -u -d '20 hours ago' +%F)T00:30
page_get 'a time without a zone is one of hers' "/?from=$half&z=2" 200 \
    "name=\"from\" value=\"$half\""
use bob
page_get 'the same address is another hour for him' "/?from=$half&z=2" 200 \
    "name=\"from\" value=\"${half%:30}:00\""
page_ask -H 'X-Tidemark-Zone: Asia/Tokyo' -H 'Tidemark-Zone: Asia/Tokyo' \
    "/?range=24h&z=3"
page_compare 'nobody chooses it by a header' 200 'Times in UTC'
page_as viewer
page_post 'a token has no zone' /account/zone 'zone=Asia/Tokyo' 403
use ann
send 'the account'"'"'s again' --data 'zone=' /account/zone
page_get 'holds at once' /account 200 'Times in UTC'

# --- saved views ----------------------------------------------------------------

page_get 'a list offers to be saved' '/conversations?category=crash' 200 \
    'href="/views/new\?path=%2Fconversations%3Fcategory%3Dcrash"'
page_get 'asks for a name' '/views/new?path=/conversations%3Fcategory%3Dcrash' \
    200 'name="path" value="/conversations\?category=crash"' '!name="shared"'
while IFS='|' read -r title path; do
	page_ask -G --data-urlencode "path=$path" /views/new
	page_compare "no view: $title" 422 '!<form class="fields"'
	page_ask --data-urlencode "csrf=$csrf" --data-urlencode "path=$path" \
	    --data 'name=evil' /views
	page_compare "nor saved: $title" 422
done <<'TXT'
another site|https://evil.example/
without its scheme|//evil.example/
with a backslash|/\evil.example/
a script|javascript:alert(1)
no page|/nowhere
JSON|/admin/dashboard
a form|/account/zone
the way in|/sign-in
a parameter that the page refuses|/?range=5d
letters that are not encoded|/conversations?q=é
TXT
page_ask --data 'name=x&path=/' /views
page_compare 'a forged form saves nothing' 403
is 'nothing of that was stored' "$(db 'SELECT count(*) FROM saved_view')" 0
send 'it is saved' --data 'name=Crashes <now>' \
    --data-urlencode 'path=/conversations?category=crash' /views
page_get 'and listed' /views 200 'Crashes &lt;now&gt;' \
    'href="/conversations\?category=crash"' 'Where to begin' '!<now>'
page_ask --data-urlencode "csrf=$csrf" --data 'name=Crashes <now>&path=/' /views
page_compare 'two of one name are refused' 409 'already'
page_ask --data-urlencode "csrf=$csrf" --data 'name=y&path=/&shared=1' /views
page_compare 'a viewer shares none' 403 'reviewer'
page_ask --data-urlencode "csrf=$csrf" --data 'name=Crashes&shared=1' /views/1
page_compare 'nor later' 403
send 'it is renamed' --data 'name=Crashes' /views/1
page_ask /api/v1/views
is 'JSON' "$(jq -c '.views[] | [.name, .path, .shared, .mine, .owner]' \
    "$R/body")" '["Crashes","/conversations?category=crash",false,true,"ann"]'
use bob
page_get 'nobody else sees it' /views 200 '!Crashes'
page_get 'nor opens it' /views/1 404
page_ask --data-urlencode "csrf=$csrf" /views/1/remove
page_compare 'nor deletes it' 404
sign_in rita
send 'a reviewer shares hers' --data 'name=Lost progress&shared=1' \
    --data-urlencode 'path=/?range=7d&compare=week' /views
shared=$(db 'SELECT id FROM saved_view WHERE shared')
use bob
page_get 'everybody sees it' /views 200 'Lost progress' 'by rita' \
    'href="/\?range=7d&amp;compare=week"' "!href=\"/views/$shared\""
page_get 'in the menu of shared pages too' '/conversations?v=1' 200 \
    'Lost progress' '!Crashes'
page_ask --data-urlencode "csrf=$csrf" --data 'name=Mine' "/views/$shared"
page_compare 'but does not change it' 403 'rita'
page_as viewer
page_ask /api/v1/views
is 'a program sees the shared ones' "$(jq -c '[.views[] | .name, .mine]' \
    "$R/body")" '["Lost progress",false]'
page_post 'and saves none' /views 'name=x&path=/' 403
sign_in ada
send 'an admin may take it away' "/views/$shared/remove"
use ann
send 'and each their own' /views/1/remove
is 'none is left' "$(db 'SELECT count(*) FROM saved_view')" 0
is 'the audit has what was done' "$(db "SELECT string_agg(who || ' ' || action,
    ', ' ORDER BY id) FROM audit WHERE action LIKE 'view_%'")" \
    'ann view_add, ann view_change, rita view_add, ada view_remove, ann view_remove'
check_end
