#!/bin/bash
# SPDX-License-Identifier: MIT
# Rubrics: the form, what it refuses and that nothing typed is lost, roles, tokens of
# forms, versions, the difference in scores, making one current; and as JSON.
. "${0%/*}/../lib/page.sh"
page_open
R_=/quality/rubric

# field NAME VALUE...: as a form sends them
fields()
{
	local out=''

	while [ $# -gt 0 ]; do
		out+="&$1=$(jq -rn --arg v "$2" '$v | @uri')"
		shift 2
	done
	printf '%s' "${out#&}"
}
# dim N KEY WEIGHT [NAME [GUIDANCE [SCALE]]]
dim()
{
	fields "key.$1" "$2" "weight.$1" "$3" "name.$1" "${4-Dimension $1}" \
	    "guidance.$1" "${5-What counts}" "scale.$1" "${6-10}" "may_na.$1" 1
}
head_of() { fields name "${1-Ours}" note "${2-a try}" from 1; }
two="$(dim 1 empathy 0.4 Empathy)&$(dim 2 tone 0.6 Tone)"

# --- reading, for everyone ----------------------------------------------------

page_as viewer
page_get 'the rubric in force' $R_ 200 'Support replies.*version 1' \
    '>35.%</strong>' 'by tidemark' '!Edit as a new version'
page_get 'its page' $R_/1 200 'is in force' '!Make it current' '!Judge them'
page_get 'against itself' "$R_/diff?a=1&b=1" 200 'They say the same'
page_get 'no such version' $R_/7 404 'no version 7'
page_get 'no version at all' $R_/nonsense 404
page_get 'nor by a number too large' $R_/99999999999999 404
page_get 'nor in a difference' "$R_/diff?a=1&b=9" 404 'no version 9'
page_get 'nor compared with' "$R_/1?with=9" 404 'no version 9'
page_get 'the dashboard leads here' /quality 200 'href="/quality/rubric/1"'
for who in viewer reviewer; do
	page_as $who
	page_get "$who: no form" $R_/new 403
	page_post "$who: no saving" $R_/new "$(head_of)&$two" 403
	page_post "$who: no judging" $R_/1/rescore '' 403
	page_post "$who: no making current" $R_/1/activate '' 403
	page_post "$who: none of it as JSON" /api/v1/quality/rubrics/1/activate '' 403
	page_post "$who: nor a new one" /api/v1/quality/rubrics \
	    'name=x&dimensions=[]' 403
	page_post "$who: nor judging" /api/v1/quality/rubrics/1/rescore '' 403
done
page_as nobody
page_get 'nobody sees it' $R_ 303
db_is 'nothing came of it' 'select count(*) from rubric' 1

# --- the form -----------------------------------------------------------------

page_as admin
page_get 'the form of the one in force' $R_/new 200 'name="key.4"' \
    'value="0.35"' 'The weights sum to 1\.' '!name="key.5"'
page_get 'of one that is named' "$R_/new?from=1" 200 'Made from version 1'
page_get 'of one that is not there' "$R_/new?from=5" 404
refused()
{
	page_post "$1" $R_/new "$2" 422 'Not saved\.' "${@:3}"
}
refused 'weights that are too little' \
    "$(head_of)&$(dim 1 a 0.5)&$(dim 2 b 0.45)" \
    'must sum to 1, not 0\.95\.' 'value="0.45"' 'sum to 0\.95; they must'
refused 'weights that are too much' \
    "$(head_of)&$(dim 1 a 0.7)&$(dim 2 b 0.45)" 'not 1\.15\.'
refused 'a weight that is none' "$(head_of)&$(dim 1 a much)&$(dim 2 b 1)" \
    'weight of dimension &quot;a&quot; must be a number' 'value="much"'
refused 'a weight below 0' "$(head_of)&$(dim 1 a -1)&$(dim 2 b 2)" \
    'must be a number'
refused 'a weight over 1' "$(head_of)&$(dim 1 a 2)&$(dim 2 b 0)" 'must be 0 to 1'
refused 'a weight in another notation' "$(head_of)&$(dim 1 a 1e0)" \
    'must be a number'
refused 'no weight' "$(head_of)&$(dim 1 a '')" 'must be a number'
refused 'two keys that are the same' "$(head_of)&$(dim 1 a .5)&$(dim 2 a .5)" \
    'Two dimensions have the key &quot;a&quot;'
refused 'a key that is none' "$(head_of)&$(dim 1 'A b' 1)" \
    'key of dimension 1 must begin with a letter'
refused 'no key' "$(head_of)&$(dim 1 '' 1)" 'key of dimension 1'
refused 'a key too long' "$(head_of)&$(dim 1 "$(printf 'k%.0s' {1..33})" 1)" \
    'at most 32 characters'
refused 'no name' "$(head_of ' ')&$two" 'The rubric needs a name'
refused 'a name too long' "$(head_of "$(printf 'n%.0s' {1..61})")&$two" \
    'name must be at most 60' "value=\"n{61}\""
refused 'a dimension without a name' "$(head_of)&$(dim 1 a 1 '')" 'needs a name'
refused 'guidance too long' \
    "$(head_of)&$(dim 1 a 1 A "$(printf 'g%.0s' {1..2001})")" \
    'at most 2000 characters' 'g{2001}'
refused 'a note too long' "$(head_of Ours "$(printf 'w%.0s' {1..401})")&$two" \
    'note must be at most 400' 'w{401}'
refused 'a scale that is none' "$(head_of)&$(dim 1 a 1 A g ten)" \
    'whole number from 1 to 100' 'value="ten"'
refused 'a scale of 0' "$(head_of)&$(dim 1 a 1 A g 0)" 'from 1 to 100'
refused 'a scale too large' "$(head_of)&$(dim 1 a 1 A g 101)" 'from 1 to 100'
refused 'no dimension' "$(head_of)" '1 to 12 dimensions, not 0'
many=$(for i in {1..13}; do printf '&%s' "$(dim "$i" "k$i" 0)"; done)
refused 'thirteen of them' "$(head_of)$many" '1 to 12 dimensions, not 13'
refused 'markup is text' "$(head_of '<script>x</script>')&$(dim 1 a 2 '"><img>' \
    '</textarea><b>')" '&lt;script&gt;' '&lt;/textarea&gt;' '!<img>' '!<b>' '!<script>x'
refused 'ticks stay as they were' "$(head_of)&$(dim 1 a 2)&critical.1=1" \
    'name="may_na.1" value="1" checked' 'name="critical.1" value="1" checked'
refused 'bytes that are no text' "name=%ff%fe&$two" 'needs a name'
db_is 'none was stored' 'select count(*) from rubric' 1

# --- rows without a script ----------------------------------------------------

page_post 'a row more' $R_/new "$(head_of)&$two&action=add" 200 'name="key.3"' \
    'value="Ours"' '!Not saved'
page_post 'a row moved up' $R_/new "$(head_of)&$two&action=up.2" 200 \
    'name="key.1" value="tone"' 'name="weight.2" value="0.4"'
page_post 'a row moved down' $R_/new "$(head_of)&$two&action=down.1" 200 \
    'name="key.1" value="tone"'
page_post 'a row taken out' $R_/new "$(head_of)&$two&action=remove.1" 200 \
    'name="key.1" value="tone"' '!name="key.2"'
for act in up.1 down.2 up.0 remove.3 remove.x nonsense add.; do
	page_post "nothing to be done by $act" $R_/new \
	    "$(head_of)&$two&action=$act" 200 'name="key.1" value="empathy"' \
	    'name="key.2" value="tone"' '!name="key.3"'
done
page_post 'no thirteenth row' $R_/new \
    "$(head_of)${many%%&key.13*}&action=add" 200 'name="key.12"' '!name="key.13"'
db_is 'nor was any of these stored' 'select count(*) from rubric' 1

# --- saving -------------------------------------------------------------------

page_post 'a version is saved' $R_/new "$(head_of)&$two&critical.2=1" 303
page_head 'and shown' '^Location: /quality/rubric/2'
page_post 'sent twice, it is one' $R_/new "$(head_of)&$two&critical.2=1" 303
page_head 'the same' '^Location: /quality/rubric/2'
db_is 'as it was typed' "select key, weight, scale, may_na, critical, position,
    name, guidance from rubric_dimension where rubric_version = 2 order by
    position" 'empathy|0.4|10|t|f|1|Empathy|What counts
tone|0.6|10|t|t|2|Tone|What counts'
db_is 'who, why, and that it is not in force' "select name, note, created_by,
    active from rubric where version = 2" 'Ours|a try|token test-admin|f'
db_is 'in the record' "select who, detail ->> 'version', detail ->> 'note'
    from audit where action = 'rubric_save'" 'token test-admin|2|a try'
page_get 'in the list' $R_ 200 'a try' 'href="/quality/rubric/2"' \
    'version 1' 'name="b" value="2" checked' 'name="a" value="1" checked'
page_get 'what it changes' "$R_/diff?a=1&b=2" 200 'accuracy' 'removed' \
    'weight' 'critical' '0\.15' '0\.6'
page_get 'its page' $R_/2 200 'No reply has a score' 'Make it current' \
    'Nobody has looked' 'name="over" value="1"' 'critical: 0 fails'
page_post 'a comma is a point' $R_/new \
    "$(head_of Third)&$(dim 1 empathy 0,5)&$(dim 2 tone 0,5)" 303
db_is 'so it is' "select string_agg(weight::text, ' ') from rubric_dimension
    where rubric_version = 3" '0.5 0.5'

# --- forms of other sites -----------------------------------------------------

program tidemark-admin --role admin user add lead >/dev/null 2>&1
page_as nobody
curl -sS -o /dev/null -c "$R/jar" --data-urlencode "token=$(program \
    tidemark-admin login-link lead 2>/dev/null | sed 's/.*token=//')" \
    "$stack_url/sign-in/link"
page_ask -b "$R/jar" $R_/new
page_compare 'a session sees the form' 200 'name="csrf" value="[^"]+'
csrf=$(sed -n 's/.*name="csrf" value="\([^"]*\)".*/\1/p' "$R/body" | head -1)
for path in new 2/rescore 2/activate; do
	page_ask -b "$R/jar" --data "$(head_of)&$two" $R_/$path
	page_compare "without the token of the form: $path" 403
done
page_ask -b "$R/jar" --data "csrf=$csrf&$(head_of Fourth)&$two" $R_/new
page_compare 'with it' 303
db_is 'by name' "select created_by from rubric order by version desc limit 1" lead

# --- scores under two versions ------------------------------------------------

db "insert into mailbox (id, name) values (1, 'A');
    insert into agent (id, first_name, kind) values (11, 'Ann', 'user'),
      (12, 'Bo', 'user');
    insert into conversation (id, number, mailbox_id, status, subject,
      created_at, modified_at, content_hash)
    select i, i, 1, 'closed', 'Question ' || i, now() - i * interval '1 hour',
      now(), '\\x00' from generate_series(1, 40) i;
    insert into message (id, conversation_id, kind, author_kind, author_id,
      created_at, body)
    select id * 10, id, 'customer', 'customer', null::bigint, created_at,
      'The app crashes when I open the map. What can I do?' from conversation
    union all
    select id * 10 + 1, id, 'agent', 'user', 11 + id % 2, created_at
      + interval '10 minutes', case id % 3
      when 0 then 'Hi, sorry for the trouble. Please update the app and open the map again.'
      when 1 then 'As I said, you should have read the manual!!!'
      else 'Thank you for writing. We are looking into it.' end
    from conversation;
    insert into analysis_due (conversation_id) select id from conversation"
program tidemark-score >/dev/null 2>&1
program tidemark-score --quality >/dev/null 2>&1
page_as admin
page_get 'the dashboard before' '/quality?range=90d' 200
shown=$(grep -A3 'class="tile"' <<<"$page_body")
page_post 'judging is asked for' $R_/2/rescore 'most=25' 303
page_get 'it waits' $R_/2 200 'begins within a minute' '!Judge them'
page_post 'twice is refused' $R_/2/rescore 'most=30' 409 'already \(job [0-9]+\)'
page_post 'a number that is none' $R_/2/rescore 'most=x' 422
page_get 'among the jobs' '/jobs?kind=rescore' 200 'Judging by a rubric'
program tidemark-score --quality >/dev/null 2>&1
page_get 'then it is compared' $R_/2 200 'The mean is' 'of 25.replies' \
    'last one looked at 25.replies' 'Judge them' '!Nobody has looked'
page_get 'each number opens its replies' "$R_/2?moved=all" 200 '25.replies' \
    '/quality/replies/[0-9]+\?rubric=2'
page_get 'of an agent' "$R_/2?moved=all&agent=12" 200 \
    "$(db 'select count(*) from qa_current where rubric_version = 2 and agent_id
    = 12').replies"
page_get 'by a dimension' "$R_/2?moved=up&dimension=tone" 200 'Tone: better'
page_get 'of a dimension that is none' "$R_/2?moved=all&dimension=nope" 200 \
    'No reply\.'
page_get 'a word that is none' "$R_/2?moved=sideways" 422
page_get 'the dashboard as before' '/quality?range=90d' 200
is 'no number of it changed' "$(grep -A3 'class="tile"' <<<"$page_body")" "$shown"
message=$(db 'select max(message_id) from qa_current where rubric_version = 2')
page_get 'nor what a reply shows' "/quality/replies/$message" 200 \
    'under “Support replies”, version 1'
page_get 'unless it is asked for' "/quality/replies/$message?rubric=2" 200 \
    'under “Ours”, version 2'
page_get 'the list of the other one' '/quality/replies?rubric=2&range=90d' 200 \
    '25.replies' '\?rubric=2"'
page_get 'and its dashboard' '/quality?rubric=2&range=90d' 200 '25.replies'

# --- making one current -------------------------------------------------------

page_post 'over another than is in force' $R_/2/activate 'over=3' 409 \
    'Version 1 of the rubric is in force by now, not 3'
db_is 'changes nothing' 'select version from rubric where active' 1
pids=()
for _ in 1 2 3 4 5 6; do	# six of each, at once
	for v in 2 3; do
		curl -s -o /dev/null -w '%{http_code}\n' --max-time 30 \
		    "${page_auth[@]}" --data over=1 "$stack_url$R_/$v/activate" &
		pids+=($!)
	done
done >"$R/codes"
wait "${pids[@]}"
is 'of many at once one version wins' "$(sort "$R/codes" | uniq -c |
    awk '{ print $1, $2 }' | paste -sd' ')" '6 303 6 409'
db_is 'and one is in force' 'select count(*) from rubric where active' 1
db_is 'in the record once' "select count(*) from audit
    where action = 'rubric_activate'" 1
now=$(db 'select version from rubric where active')
db_is 'what is not judged by it is queued once' "select count(*) from job
    where kind = 'rescore' and state = 'queued'
    and payload ->> 'rubric' = '$now'" 1
page_get 'which the dashboard says' '/quality?range=7d' 200 \
    'stored replies are yet to be judged by it'
page_get 'it says so' $R_ 200 "version $now</h1>"
page_post 'once more does nothing' $R_/$now/activate 'over=1' 303
program tidemark-score --quality >/dev/null 2>&1
page_get 'and no more when it is over' '/quality?range=365d' 200 \
    '!yet to be judged' '!looked at so far'
db_is 'then all are judged by it' "select count(*) from qa_current
    where rubric_version = $now" 40
db_is 'and old scores stay' 'select count(*) from qa_current
    where rubric_version = 1' 40
page_get 'the one before is what it is compared with' $R_/$now 200 \
    "Version $((now - 1))"

# --- as JSON ------------------------------------------------------------------

json()
{
	page_ask -H 'Content-Type: application/json' --data "$3" "$2"
	page_compare "$1" "${@:4}"
}
api=/api/v1/quality/rubrics
page_as viewer
page_get 'versions' $api 200 '"rubrics":\[\{"version":4'
page_get 'page by page' "$api?limit=2" 200 '"next":3'
page_get 'one of them' $api/2 200 '"dimensions":\[\{"key":"empathy"' \
    '"weight":0\.4' '"difference":\{"with":' '"rescore":\{"id":[12]'
is 'its means are those of a recount' "$(jq -c '.difference.scores[0] |
    [.replies, (.before * 1000 | round), (.after * 1000 | round), .up, .down]' \
    <<<"$(page_get x "$api/2?with=1" 200 >/dev/null; cat "$R/body")")" "$(db "
    select json_build_array(count(*), round(avg(x.total) * 1000),
      round(avg(y.total) * 1000),
      count(*) filter (where round((y.total - x.total)::numeric, 6) > 1),
      count(*) filter (where round((x.total - y.total)::numeric, 6) > 1))
    from qa_current x join qa_current y using (message_id)
    where x.rubric_version = 1 and y.rubric_version = 2 and x.total is not null
      and y.total is not null" | tr -d ' ')"
page_get 'none of that number' $api/77 404 'no version 77'
page_get 'the first has nothing before it' "$api/1?with=1" 200 \
    '"difference":null'
page_as admin
json 'a new one' $api '{"name": "By JSON", "note": "why", "dimensions": [{"key":
    "empathy", "name": "Empathy", "weight": 0.5}, {"key": "speed", "name":
    "Speed", "weight": 0.5, "scale": 5, "critical": true}]}' 200 '"version":5'
db_is 'with what was not given' "select scale, may_na, critical, guidance
    from rubric_dimension where rubric_version = 5 order by position" '10|t|f|
5|t|t|'
while IFS='|' read -r title dims text; do
	json "$title" $api "{\"name\": \"x\", \"dimensions\": $dims}" 422 "$text"
done <<'TXT'
no list|{"key": "a"}|must be a list
no JSON|"[{"|detail
an empty list|[]|1 to 12 dimensions
a sum that is not 1|[{"key": "a", "name": "A", "weight": 0.9}]|must sum to 1, not 0.9
no weight|[{"key": "a", "name": "A"}]|weight of dimension
a weight that is text|[{"key": "a", "name": "A", "weight": "1"}]|weight of dimension
a scale that is text|[{"key": "a", "name": "A", "weight": 1, "scale": "x"}]|scale of dimension
items that are none|[1, null, "x"]|The key of dimension 1
TXT
page_post 'judging' $api/5/rescore 'most=10' 200 '"state":"queued"' '"most":10'
page_post 'judging it twice' $api/5/rescore 'most=10' 409 'already'
page_post 'over another' $api/5/activate 'over=1' 409
page_post 'no such version' $api/77/activate '' 404
page_post 'made current, whatever is' $api/5/activate '' 200 '"version":5'
program tidemark-score --quality >/dev/null 2>&1
db_is 'a dimension that the heuristic does not know is not applied' "select
    count(*), count(total), count(scores[2]) from qa_current
    where rubric_version = 5" "40|$(db 'select count(*) from qa_current
    where rubric_version = 1 and scores[1] is not null')|0"
check_end
