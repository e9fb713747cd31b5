#!/bin/bash
# SPDX-License-Identifier: MIT
# All that filters list, changed at once: by form and by JSON exactly what the list
# shows, bounded, all or nothing, not when others match than were seen, undone as a
# whole.
. "${0%/*}/../lib/page.sh"
page_open
db_load reports.sql
program tidemark-score >/dev/null 2>&1
page_as reviewer
doc=$top/docs/openapi.json
c=/api/v1/corrections
all='from=2000-01-01'

# total FILTERS: what the list says
total()
{
	page_ask "/api/v1/conversations?limit=1&$1"
	jq .total "$R/body"
}

# listed FILTERS: the ids of the list, as its CSV has them
listed()
{
	page_ask "/api/v1/conversations.csv?$1"
	awk -F , 'NR > 1 && $1 ~ /^[0-9]+$/ && $2 ~ /^[0-9]+$/ { print $1 }' \
	    "$R/body" | sort -n | xargs
}

# change FILTERS EXPECT MEMBERS: POST as JSON
change()
{
	page_ask -H 'Content-Type: application/json' --data "$(jq -nc \
	    --arg m "$1" --argjson e "$2" "{matching: \$m, expect: \$e, $3}")" $c
}

said()
{
	db 'SELECT count(*) FROM feedback'
}

# --- every filter means what it means in the list -----------------------------

while read -r why filters; do
	expect=$(total "$filters")
	ids=$(listed "$filters")
	change "$filters" "$expect" 'notes: "all of them"'
	is "$why: answered" "$page_status $(jq .conversations "$R/body")
$(jq -r --slurpfile doc "$doc" --arg path $c --arg method post \
	    --arg status "$page_status" -f "$lib/schema.jq" "$R/body" 2>&1)" \
	    "200 $expect
"
	is "$why: exactly those that are listed" "$(db "SELECT conversation_id
	    FROM feedback WHERE batch = $(jq '.batch // 0' "$R/body")
	    ORDER BY 1" | xargs)" "$ids"
done <<TXT
everything $all
severity $all&severity=high
urgent $all&severity=urgent
categories $all&category=crash,payment
mentioned $all&mention=crash
platform $all&platform=unknown
intent $all&intent=$(db "SELECT intent FROM analysis WHERE counted
    GROUP BY 1 ORDER BY count(*) DESC LIMIT 1")
status $all&status=closed
flag flag=waiting
words q=refund
escaped q=%3DHYPERLINK(%22x%22)
mailbox mailbox=12&severity=low
customer customer=$(db 'SELECT customer_id FROM analysis WHERE counted LIMIT 1')
group group=$(db 'SELECT cluster_id FROM analysis WHERE counted
    AND cluster_id > 0 GROUP BY 1 ORDER BY count(*) DESC LIMIT 1')
span from=$(date -u -d '-4 days' +%F)&to=$(date -u -d '-2 days' +%F)
TXT
db_is 'none of them was empty' "SELECT count(*) FROM (SELECT batch FROM feedback
    GROUP BY batch HAVING count(*) > 0) b" 15
db 'DELETE FROM feedback'

# --- in force, in one batch, and back -----------------------------------------

low="$all&severity=low&status=closed"
n=$(total "$low")
before=$(db 'SELECT md5(string_agg(a::text, $$ $$ ORDER BY conversation_id))
    FROM analysis a')
change "$low" "$n" 'severity: "high", done: true, notes: "a wave"'
batch=$(jq .batch "$R/body")
is 'the list follows at once' "$(total "$low&new")" 0
db_is 'one batch with two words on each' "SELECT count(*),
    count(DISTINCT conversation_id), count(DISTINCT batch) FROM feedback" \
    "$((2 * n))|$n|1"
db_is 'one line in the audit names all of them' "SELECT
    jsonb_array_length(detail -> 'conversations'), detail ->> 'severity'
    FROM audit WHERE action = 'correct' ORDER BY id DESC LIMIT 1" "$n|high"
db_is 'the hourly counts follow' "SELECT (SELECT count(*) FROM analysis
    WHERE counted AND severity = 'high') = (SELECT sum(conversations)
    FROM rollup_hour WHERE dimension = 'severity' AND key = 'high'
    AND mailbox_id = 0)" t
page_ask "$c?batch=$batch&limit=500"
is 'the record of a batch can be read' "$(jq '[.corrections[].batch] | unique
    | length' "$R/body")" 1
page_ask -H 'Content-Type: application/json' --data "{\"batch\":$batch}" $c/undo
is 'undone as a whole' "$page_status $(db 'SELECT count(*) FROM feedback
    WHERE undone_at IS NULL')" '200 0'
is 'all is as it was' "$(db 'SELECT md5(string_agg(a::text, $$ $$
    ORDER BY conversation_id)) FROM analysis a')" "$before"

# --- what is refused ----------------------------------------------------------

kept=$(said)
change "$low" $((n + 1)) 'done: true'
page_compare 'another number than was seen: both are named' 409 \
    "matched $((n + 1)) conversations and match $n now: nothing was changed"
change "$low" 1 'done: true'
page_compare 'also when more match now' 409 "matched 1 conversations and match $n now"
change 'q=zzzzqqqq' 1 'done: true'
page_compare 'when nothing matches any more' 409 'and match 0 now'
while IFS='|' read -r why parameter wanted body; do
	page_ask -H 'Content-Type: application/json' --data "$body" $c
	page_compare "$why" 422 "$wanted"
	is "$why: names its parameter" "$(jq -r '.detail[0].loc[1]' "$R/body")" \
	    "$parameter"
done <<TXT
no number that was seen|expect|how many|{"matching":"$low","done":true}
a number that is none|expect|whole number from 1|{"matching":"$low","expect":0,"done":true}
a name that is no filter|matching|hours is no filter|{"matching":"$all&hours=24","expect":$n,"done":true}
a misspelt filter would change more|matching|severty is no filter|{"matching":"$all&severty=low","expect":$n,"done":true}
a value that is none|matching|severity must be one of|{"matching":"severity=awful","expect":$n,"done":true}
a filter given twice|matching|severity may be given once|{"matching":"severity=low&severity=high","expect":$n,"done":true}
no filter at all|matching|must hold a filter|{"matching":"severity=","expect":$n,"done":true}
backwards|matching|from must be before to|{"matching":"from=2026-02-02&to=2026-02-01","expect":$n,"done":true}
both ways at once|conversations|beside matching|{"matching":"$low","conversations":[100001],"expect":$n,"done":true}
neither|conversations|or else matching|{"done":true}
nothing said|category|nothing is said|{"matching":"$low","expect":$n}
a word that is none|severity|must be one of|{"matching":"$low","expect":$n,"severity":"awful"}
TXT
page_as viewer
change "$low" "$n" 'done: true'
page_compare 'a viewer may not' 403
page_as nobody
change "$low" "$n" 'done: true'
page_compare 'nor nobody' 401
is 'none of these changed anything' "$(said)" "$kept"

# --- by form ------------------------------------------------------------------

program tidemark-admin --role reviewer user add rita >/dev/null 2>&1
link=$(program tidemark-admin login-link rita)
page_auth=(-b "$R/jar" -c "$R/jar")
page_ask --data "token=${link##*token=}" /sign-in/link

# field NAME: its first value in the last page
field()
{
	grep -o "name=\"$1\" value=\"[^\"]*\"" <<<"$page_body" | head -n 1 |
	    cut -d '"' -f 4 | sed 's/&amp;/\&/g'
}

page_ask "/conversations?$low"
page_compare 'a list longer than its page offers all' 200 \
    "All <b>$n</b> that match these filters"
csrf=$(field csrf) matching=$(field matching) expect=$(field expect)
is 'with the number that the page shows' "$expect" "$n"

# form TOKEN DATA
form()
{
	page_ask --data-urlencode "csrf=$1" --data-urlencode "matching=$matching" \
	    --data "ids=100001" --data "$2" /corrections
}

form x "expect=$n&done=1"
page_compare 'a form of another site' 403
form "$csrf" "expect=$((n + 3))&done=1&notes=a%20%3Cb%3E&back=/conversations?x=1"
page_compare 'another number: it asks again, with both' 409 \
    "<h1>$n.conversations match now, not $((n + 3))" \
    "name=\"expect\" value=\"$n\">Change all $n<" \
    'name="notes" value="a &lt;b&gt;"' 'href="/conversations\?x=1"'
is 'and has changed nothing' "$(said)" "$kept"
matching=$(field matching)
form "$(field csrf)" "expect=$(field expect)&done=$(field 'done')&notes=$(field notes)&back=/conversations"
page_compare 'what was asked again is done' 303
is 'the filters count, not the tick' "$(db "SELECT count(*),
    count(*) FILTER (WHERE conversation_id = 100001) FROM feedback
    WHERE batch = (SELECT max(batch) FROM feedback)")" \
    "$n|$(db "SELECT count(*) FROM analysis WHERE conversation_id = 100001
    AND severity = 'low' AND status = 'closed'")"
page_get 'the next page says so, with a way back' /conversations 200 \
    "$n.conversations: done" 'action="/corrections/undo"'
page_post 'undone by form' /corrections/undo \
    "csrf=$csrf&batch=$(db 'SELECT max(batch) FROM feedback')" 303
db_is 'nothing is done any more' 'SELECT count(*) FROM analysis
    WHERE done_at IS NOT NULL' 0
matching='from=2000-01-01&severty=low'
form "$csrf" 'expect=5&done=1'
page_compare 'a filter that is none' 422 'matching severty is no filter'
matching=q=zzzzqqqq
form "$csrf" 'expect=5&done=1'
page_compare 'nothing matches any more: there is nothing to ask' 409 \
    '0.conversations match now, not 5' '!Change all'
page_get 'a list that fits on its page offers no more than its rows' \
    "/conversations?customer=$(db 'SELECT min(customer_id) FROM analysis
    WHERE counted')" 200 'id="bulk"' '!name="matching"'

# --- while others work --------------------------------------------------------

# Another transaction holds a row that matches and lets it match no more.
mkfifo "$R/go"
one=$(db "SELECT max(conversation_id) FROM analysis WHERE counted
    AND severity = 'low' AND status = 'closed'")
{
	echo "BEGIN; UPDATE analysis SET severity = 'medium'
	    WHERE conversation_id = $one;"
	read -r <"$R/go"
	echo 'COMMIT;'
} | pg_sql "$db_name" >/dev/null &
other=$!
for ((i = 0; i < 100; i++)); do
	[ "$(db "SELECT count(*) FROM pg_locks l JOIN pg_class c
	    ON c.oid = l.relation WHERE c.relname = 'analysis'
	    AND l.mode = 'RowExclusiveLock'")" = 0 ] || break
	sleep 0.1
done
page_as reviewer
(sleep 1; echo >"$R/go") &
change "$low" "$n" 'done: true'
page_compare 'one that changes meanwhile is not changed unseen' 409 \
    "matched $n conversations and match $((n - 1)) now"
wait $other
db_is 'and nothing else either' 'SELECT count(*) FROM analysis
    WHERE done_at IS NOT NULL' 0

# --- the bound ----------------------------------------------------------------

# columns TABLE: those that can be written
columns()
{
	db "SELECT string_agg(attname, ', ' ORDER BY attnum) FROM pg_attribute
	    WHERE attrelid = '$1'::regclass AND attnum > 0 AND NOT attisdropped
	    AND attgenerated = ''"
}

# many FIRST LAST: as many copies of one, each in an hour of its own
many()
{
	local c_columns a_columns

	c_columns=$(columns conversation) a_columns=$(columns analysis)
	db "CREATE TEMPORARY TABLE made AS SELECT i, timestamptz '2026-01-01'
	  + make_interval(hours => i) AS t FROM generate_series($1, $2) i;
	INSERT INTO conversation ($c_columns) SELECT $c_columns FROM (
	  SELECT (jsonb_populate_record(c, jsonb_build_object('id', 200000 + i,
	    'number', 200000 + i, 'created_at', t, 'subject', 'many'))).*
	  FROM conversation c, made WHERE c.id = $one) x;
	INSERT INTO analysis ($a_columns) SELECT $a_columns FROM (
	  SELECT (jsonb_populate_record(a, jsonb_build_object('conversation_id',
	    200000 + i, 'number', 200000 + i, 'status', 'pending', 'cluster_id',
	    null, 'fingerprint_id', null, 'created_at', t))).*
	  FROM analysis a, made WHERE a.conversation_id = $one) x"
}

many 1 5000
many='from=2026-01-01&to=2030-01-01&q=many'
is 'as many as may be changed' "$(total "$many")" 5000
start=$(date +%s%N)
change "$many" 5000 'severity: "critical", notes: "a flood"'
took=$((($(date +%s%N) - start) / 1000000))
is "are changed (in $took ms)" "$page_status $(jq .conversations "$R/body")" \
    '200 5000'
batch=$(jq .batch "$R/body")
# counted: in how many hours the count of critical ones is not that of the list
counted()
{
	db "SELECT count(*) FROM (SELECT date_trunc('hour', created_at, 'UTC'),
	    count(*) FROM analysis WHERE counted AND severity = 'critical' GROUP BY 1
	  EXCEPT SELECT hour, conversations FROM rollup_hour
	    WHERE dimension = 'severity' AND key = 'critical'
	    AND mailbox_id = 0) x"
}

is 'nobody waits for more hours than 500: the older ones are marked' \
    "$(counted)" 4500
program tidemark-score >/dev/null 2>&1
is 'and follow' "$(counted)" 0
start=$(date +%s%N)
page_ask -H 'Content-Type: application/json' --data "{\"batch\":$batch}" $c/undo
took=$((($(date +%s%N) - start) / 1000000))
is "and undone (in $took ms)" "$page_status $(db "SELECT count(*) FROM analysis
    WHERE severity = 'critical' AND conversation_id > 200000")" '200 0'
many 5001 5001
kept=$(said)
change "$many" 5001 'done: true'
page_compare 'one more is refused with the number and the limit' 422 \
    'lists 5001 conversations: at most 5000 can be changed at once'
is 'nothing of it was done' "$(said)" "$kept"
page_auth=(-b "$R/jar" -c "$R/jar")
page_get 'and the list does not offer it' "/conversations?$many" 200 \
    '5,001 conversations match these filters; at most 5,000' '!name="matching"'
check_end
