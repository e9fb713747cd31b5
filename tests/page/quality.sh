#!/bin/bash
# SPDX-License-Identifier: MIT
# Pages of quality over HTTP: figures, lists, files and JSON agree with a recount by
# SQL and with each other under every filter; the words behind a score are marked.
. "${0%/*}/../lib/page.sh"

# Days begin anew at midnight: not shortly before it.
while [ "$(date -u +%H%M)" = 2359 ]; do sleep 1; done
page_open

# Forty days of three agents, two of one name, in two mailboxes. Every eleventh
# reply is not in English: it has no score. Agent 14 has too few for a rank.
db "select setseed(0.3);
    insert into mailbox (id, name) values (1, 'A'), (2, 'B');
    insert into agent (id, first_name, last_name, kind) values
      (11, 'Ann', 'Lee', 'user'), (12, 'Bo', '', 'user'), (13, 'Bo', '', 'user'),
      (14, '<b>=Cy\"', '&amp;', 'user');
    insert into customer (id, first_name, email) values
      (51, 'Pat', 'pat@example.com'), (52, 'Kim', '=1+1@example.com');
    insert into conversation (id, number, mailbox_id, customer_id, status,
      subject, created_at, modified_at, content_hash)
    select i, i, 1 + i % 2, 51 + i % 2, 'closed', case when i = 7
      then '<script>alert(1)</script>' else 'Question ' || i end, at, at, '\\x00'
    from (select i, now() - interval '7 hours'
        - random() * interval '40 days' as at
      from generate_series(1, 300) i) t;
    insert into message (id, conversation_id, kind, author_kind, author_id,
      created_at, body, rating, state)
    select id * 10, id, 'customer', 'customer', customer_id, created_at,
      (array['The app crashes when I open the map. What can I do?',
        'I was charged twice, please refund me <img src=x onerror=alert(2)>',
        'How do I change my name?'])[1 + id % 3], null, 'published'
    from conversation
    union all
    select id * 10 + k, id, 'agent', 'user', case when id < 5 then 14
      else 11 + id % 3 end, created_at + k * interval '3 hours',
      case when (id + k) % 11 = 0 then 'Здравствуйте, мы уже проверяем вашу покупку и скоро ответим вам.'
        else (array['Hi Pat, sorry for the trouble. Please update the app and open the map again; I have refunded the second charge today.',
        'As I said, you should have read the manual!!! <i>\"no\"</i>',
        'Thank you for writing. We are looking into it.'])[1 + (id + k) % 3] end,
      (array[null, 'great', 'okay', 'not_good'])[1 + (id * k) % 4], 'published'
    from conversation, generate_series(1, 2) k;
    insert into incident (category, severity, title, begins_at, raised_at,
      last_rise, state, ended_at, reports, expected, seconds, chance)
    values ('crash', 'high', 'Crashes', now() - interval '20 days', now() -
      interval '20 days', now() - interval '9 days', 'resolved', now() -
      interval '9 days', 9, 1, 3600, 0);
    insert into analysis_due (conversation_id) select id from conversation;
    analyze" >/dev/null

page_as viewer
page_get 'before anything is scored' /quality 200 'No reply is scored yet' \
    'Replies are being scored'
page_get 'and as JSON' '/rollups/agents?start=2000-01-01&end=2100-01-01' 200 \
    '^\[\]$'
program tidemark-score >"$R/log/score" 2>&1
program tidemark-score --quality >"$R/log/quality" 2>&1
db_is 'some have no score' 'select count(*) > 20 from qa_current
    where total is null' t

# A number of the page, as the page writes it: the first that the pattern holds.
digits()
{
	page_ask "$1"
	tr '\n' ' ' <"$R/body" | grep -oP "$2" | head -n 1 | tr -d ,
}

# Rows that a list says it has, and rows that its file has.
rows_of()
{
	local said file

	said=$(digits "$1" '<h1>\K[0-9,]+')
	page_ask "${1/\/quality\/replies/\/quality\/qa_messages.csv}"
	file=$(csv_rows)
	[ "$said" = "$file" ] && echo "$said" || echo "$said said, $file in the file"
}

# Messages may hold line breaks: rows are counted by a parser.
csv_rows()
{
	python3 -c 'import csv, sys
print(sum(1 for _ in csv.reader(open(sys.argv[1], encoding="utf-8-sig"))) - 1)' \
	    "$R/body"
}

# Links of pages that are a number and do not open what it says.
follow()
{
	python3 "${0%/*}/../lib/follow.py" "$stack_url" "${page_token[viewer]}" \
	    "$@"
}

# --- figures equal SQL, under every filter ------------------------------------

# ADDRESS | CONDITION of qa_current q | why
while IFS='|' read -r filter condition why; do
	since="q.replied_at >= (now() at time zone 'UTC')::date - 29"
	case $filter in *range=* | *start=*) since=true ;; esac
	where="counted and outcome = 'scored' and $since and ${condition:-true}"
	is "$why: mean, replies, without a score" "$(digits "/quality?$filter" \
	    '>Score, mean</h2><a[^>]*>\K[0-9.]+') $(digits "/quality?$filter" \
	    'Replies scored</h2><a[^>]*>\K[0-9,]+') $(digits "/quality?$filter" \
	    'class="sub"><a[^>]*>\K[0-9]+(?= without a score)')" "$(db "select
	    round(avg(total)::numeric, 1) || ' ' || count(total) || ' ' ||
	    coalesce(nullif(count(*) - count(total), 0)::text, '')
	    from qa_current q where $where")"
	is "$why: the list" "$(rows_of "/quality/replies?$filter")" \
	    "$(db "select count(total) from qa_current q where $where")"
	page_ask "/quality/qa_rollups.csv?$filter"
	is "$why: the file of agents" "$(sed 1d "$R/body" |
	    awk -F, '{ n += $2 } END { print n + 0 }')" \
	    "$(db "select count(total) from qa_current q where $where")"
	page_ask "/quality/qa_trend_overall.csv?$filter"
	# its means are rounded to four places
	is "$why: the file of days" "$(sed 1d "$R/body" | awk -F, -v mean="$(db "
	    select avg(total) from qa_current q where $where")" \
	    '{ n += $3; s += $2 * $3 } END { d = s / n - mean; print n,
	    (d < 1e-4 && d > -1e-4) }')" \
	    "$(db "select count(total) from qa_current q where $where") 1"
	is "$why: every number opens what it counts" "$(follow \
	    "/quality?$filter" 2>"$R/followed")" ''
	check "$why: those were some ($(cat "$R/followed"))" \
	    test "$(cat "$R/followed")" -ge 20
done <<TXT
||no filter
range=365d||a year
range=7d|q.replied_at >= (now() at time zone 'UTC')::date - 6|a week
mbox=1|q.mailbox_id = 1|a mailbox
mbox=1,2|q.mailbox_id in (1, 2)|mailboxes between commas
agent=12|q.agent_id = 12|an agent whose name another has
category=crash|q.category = 'crash'|a category
rating=not_good|q.rating = 'not_good'|a rating
incidents=without|not q.in_incident|incidents set apart
incidents=only|q.in_incident|incidents alone
engine=heuristic&rubric=1||engine and rubric by name
start=$(date -ud '-20 days' +%F)&end=$(date -ud '-11 days' +%F)|q.replied_at >= (now() at time zone 'UTC')::date - 20 and q.replied_at < (now() at time zone 'UTC')::date - 10|days of one's own, both included
agent=11&mbox=2&incidents=without|q.agent_id = 11 and q.mailbox_id = 2 and not q.in_incident|several
TXT
db_is 'the incident holds some' 'select count(*) > 10, count(*) < 590
    from qa_current where in_incident' 't|t'

# --- every number opens as many replies ------------------------------------------

# A dimension of a weight of 0 that alone has a score: a mark without a total.
db "update qa_current set total = null, scores = array[null, null, 7, null]
    where message_id = (select max(message_id) from qa_current
    where total is not null and replied_at > now() - interval '20 days')" \
    >/dev/null
program tidemark-score --quality >>"$R/log/quality" 2>&1
is 'a mark without a total is one of its dimension' \
    "$(follow /quality 2>/dev/null)" ''
page_get 'what a list says of itself' '/quality/replies?state=rated' 200 \
    'repl(y|ies) rated'
page_get 'and of those without a mark' \
    '/quality/replies?state=none&dimension=tone' 200 'without a score' 'by Tone'
page_get 'two agents of one name are two' '/quality?range=365d' 200 \
    'agent=12' 'agent=13'
is 'too few have no rank' "$(tr '\n' ' ' <"$R/body" |
    grep -oP '<tr data-row>.*?</tr>' | grep -c 'too few replies for a rank')" 1
page_get 'a list page by page' '/quality/replies?range=365d&sort=lowest' 200 \
    'skip=50' 'sort=lowest'
is 'fifty on each' "$(grep -c data-row "$R/body")" 50
page_get 'and its end' '/quality/replies?range=365d&skip=5000' 200 '<h1>'
is 'lowest first' "$(grep -oP 'class="score">\K[0-9.]+' < <(page_ask \
    '/quality/replies?range=365d&sort=lowest' && cat "$R/body") | sort -cn 2>&1)" ''

# --- files -----------------------------------------------------------------------

page_ask '/quality/qa_rollups.csv?range=365d'
is 'agents: replies and means' "$(awk -F, '/^"?Ann/ { print $1, $2, $3 }' \
    "$R/body" | tr -d '"')" "$(db "select 'Ann Lee ' ||
    count(total) || ' ' || round(avg(total)::numeric, 4)
    from qa_current where agent_id = 11 and counted")"
is 'the old columns come first' "$(head -n 1 "$R/body" | tr -d '\r\357\273\277')" \
    'agent,scored_cnt,avg_score,half_interval,empathy,accuracy,tone,resolution,great,okay,not_good'
page_ask '/quality/qa_messages.csv?range=365d'
is 'of messages likewise' "$(head -n 1 "$R/body" | tr -d '\r\357\273\277')" \
    'hs_created_at,agent,total,empathy,accuracy,tone,resolution,mailbox_id,subject,customer_email,author,body_plain,engine,rubric,rating,category,message,conversation,outcome,error,evidence_not_found'
is 'a cell that a spreadsheet would run is disarmed' \
    "$(grep -cE "(^|,)\"?=" "$R/body")" 0
is 'a cell of it, that is' "$(grep -c "'=1+1@example.com" "$R/body" |
    sed 's/^[1-9][0-9]*$/some/')" some
page_get 'one agent' '/quality/qa_trend.csv?agent=11&range=365d' 200 \
    '^.*day,avg_score,scored_cnt'
page_head 'under its old name' 'filename="qa_trend_Ann_Lee.csv"'
is 'days of it add up' "$(sed 1d "$R/body" | awk -F, '{ n += $3 } END { print n }')" \
    "$(db 'select count(total) from qa_current where agent_id = 11')"
page_get 'it needs one' /quality/qa_trend.csv 422 'agent is missing'
page_ask '/quality/qa_trend_by_agent.csv?range=365d'
is 'each agent has a column' "$(head -n 1 "$R/body" | tr -cd , | wc -c)" 4
is 'a name that is a formula, is not' "$(head -n 1 "$R/body" | grep -c ',=')" 0

# --- /rollups/agents ---------------------------------------------------------------

json()
{
	page_ask "/rollups/agents?$1"
	jq -c "$2" "$R/body" 2>&1
}
page_get 'start is needed' '/rollups/agents?end=2026-01-01' 422 '"start"'
page_get 'so is end' '/rollups/agents?start=2026-01-01' 422 '"end"'
page_get 'both are times' '/rollups/agents?start=x&end=2026-01-01' 422 '"start"'
all='start=2000-01-01&end=2100-01-01'
is 'all of them' "$(json "$all" 'map(.scored_cnt) | add')" \
    "$(db 'select count(total) from qa_current where counted')"
is 'keys, their order, and types' "$(json "$all" '.[0] | [to_entries[] |
    .key, (.value | type)] | join(" ")')" \
    '"agent string day string scored_cnt number avg_score number"'
is 'days last to first, agents by name' "$(json "$all" '. == (sort_by(.agent) |
    group_by(.day) | reverse | flatten)')" true
is 'an agent by its whole name' "$(json "$all&agent=Ann+Lee" \
    '"\(map(.scored_cnt) | add) \(map(.agent) | unique | join(","))"')" \
    "\"$(db 'select count(total) from qa_current where agent_id = 11') Ann Lee\""
is 'a part of it is none' "$(json "$all&agent=Ann" .)" '[]'
is 'nobody of that name' "$(json "$all&agent=nobody" .)" '[]'
is 'the end before the start' "$(json 'start=2100-01-01&end=2000-01-01' .)" '[]'
at=$(db "select to_char(replied_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS')
    from qa_current where total is not null order by replied_at, message_id
    limit 1 offset 200")
before=$(db "select count(total) from qa_current
    where date_trunc('second', replied_at) < '${at}Z'")
is 'the end is excluded' "$(json "start=2000-01-01&end=$at" \
    'map(.scored_cnt) | add')" "$before"
is 'no zone is UTC' "$(json "start=2000-01-01&end=${at}Z" \
    'map(.scored_cnt) | add')" "$before"
is 'another zone is not' "$(json "start=2000-01-01&end=${at/T/T}%2B00:00" \
    'map(.scored_cnt) | add')" "$before"

# --- one reply -----------------------------------------------------------------------

good=$(db "select q.message_id from qa_current q join message m
    on m.id = q.message_id where m.body like 'Hi Pat%' and q.conversation_id % 3 = 1
    and q.conversation_id % 2 = 0 order by 1 limit 1")
blame=$(db "select q.message_id from qa_current q join message m
    on m.id = q.message_id where m.body like 'As I%' order by 1 limit 1")
page_get 'what speaks for it is marked' "/quality/replies/$good" 200 \
    '<mark title="[^"]+">trouble</mark>' 'the reply that is judged' \
    'Judged by the local heuristic'
page_get 'and what speaks against it' "/quality/replies/$blame" 200 \
    '<mark class="minus" title="[^"]+">' '!<i>' '&lt;i&gt;'
is 'the page has the total of the table' "$(grep -oP 'class="total">\K[0-9.]+' \
    "$R/body")" "$(db "select round(total::numeric, 1) from qa_current
    where message_id = $blame")"
page_get 'marked text is the text' "/quality/replies/71" 200 \
    '&lt;script&gt;alert' '!<script>alert' '!<img src=x'
page_get 'a subject in lists as well' \
    '/quality/replies?range=365d&skip=0&sort=newest' 200 '!<script>alert' \
    '!<b>=Cy'
other=$(db "select max(id) from qa_score where message_id <> $good")
own=$(db "select id from qa_score where message_id = $good")
page_get 'a score by number' "/quality/replies/$good?score=$own" 200 'class="total"'
page_get 'a score of another reply' "/quality/replies/$good?score=$other" 404 \
    'no score of this number'
page_get "a customer's message" "/quality/replies/10" 404
page_get 'no such reply' /quality/replies/999999 404
page_get 'no number' /quality/replies/x 404
db "update message set body = 'Ok' where id = $good" >/dev/null
program tidemark-score --quality >>"$R/log/quality" 2>&1
# nginx keeps an answer to the end of the second: another address asks anew
page_get 'after an edit both scores are listed' "/quality/replies/$good?score=0" 200 \
    'All its scores' "href=\"/quality/replies/$good.score=$own\"" \
    '<b aria-current="true">.*counts</span>'

same=$(db "select max(id) from qa_score where message_id = $blame")
db "update message set body = translate(body, 'abcdefgh', 'hgfedcba')
    where id = $blame" >/dev/null
page_get 'words that were edited away are not marked, whatever stands there now' \
    "/quality/replies/$blame?score=$same" 200 'class="total"' \
    'saoule ahvd' '!<mark[^>]*>[^<]*(shie|saoule|ahvd)'
db "insert into message (id, conversation_id, kind, author_kind, author_id,
      created_at, body, state)
    values (75, 7, 'note', 'user', 11, now(), 'a note', 'published')" >/dev/null
page_get 'a note is no reply' /quality/replies/75 404 'no reply has this number'

# An author whom Help Scout does not list any more.
db "insert into message (id, conversation_id, kind, author_kind, author_id,
      created_at, body, state)
    values (76, 7, 'agent', 'user', 99, now(), 'Hi Pat, it is done.',
      'published')" >/dev/null
program tidemark-score --quality >>"$R/log/quality" 2>&1
page_get 'days by agent, one of whom nobody knows' \
    '/quality/qa_trend_by_agent.csv?range=365d' 200
is 'who has a column, too' "$(head -n 1 "$R/body" | tr -cd , | wc -c)" 5
is 'each row has all of them' "$(sed 1d "$R/body" | tr -d '\r' |
    awk -F, '{ print NF }' | sort -u)" 6

page_get 'one agent alone has no rank' '/quality?range=365d&agent=11' 200 \
    '!Table of agents'

# Days are UTC: their names are the same to somebody who is behind it.
program tidemark-admin --role viewer user add ann >/dev/null
db "update app_user set zone = 'America/New_York' where name = 'ann'" >/dev/null
page_as nobody
page_ask -c "$R/jar" --data "token=$(program tidemark-admin login-link ann |
    sed 's/.*token=//')" /sign-in/link
page_auth=(-b "$R/jar")
year=$(date -u +%Y)
page_get 'days keep their names in every zone' \
    "/quality?start=$year-01-05&end=$year-01-09" 200 '5.Jan to 9.Jan'
page_as viewer

# --- what is refused -------------------------------------------------------------------

while IFS='|' read -r path status pattern; do
	page_get "refused: $path" "$path" "$status" "$pattern"
done <<'TXT'
/quality?start=2026-02-01&end=2026-01-01|422|start must not be after end
/quality?start=2000-01-01&end=2026-01-01|422|at most
/quality?range=5d|422|range
/quality?agent=x|422|agent
/quality?rubric=99|404|no version 99
/quality?engine=gpt|422|engine
/quality?rating=bad|422|rating
/quality?incidents=some|422|incidents
/quality/replies?dimension=speed|422|no dimension speed
/quality/replies?bin=11|422|bin
/quality/replies?state=x|422|state
/quality/replies?sort=x|422|sort
TXT

# --- equals ------------------------------------------------------------------------------

# As if the same had been added up in another order, by which the last bits differ.
db "update qa_current set total = 7.1 where total is not null" >/dev/null
program tidemark-score --quality >>"$R/log/quality" 2>&1
db "update qa_rollup_day set sum = sum
    + (agent_id - 10) * 1e-9 where n > 0" >/dev/null
page_ask '/quality?range=365d&again=1'
is 'agents with equal means stand by name, then by number' "$(grep data-row "$R/body" |
    grep -oP '<th scope="row"><a href="[^"]*agent=\K\d+' | head -n 3 | xargs)" '11 12 13'

# --- who may ----------------------------------------------------------------------------

page_as nobody
for path in /quality /quality/replies "/quality/replies/$good" \
    /quality/qa_rollups.csv /quality/qa_messages.csv \
    /quality/qa_trend_overall.csv /quality/qa_trend_by_agent.csv \
    '/quality/qa_trend.csv?agent=11' "/rollups/agents?$all"; do
	page_get "not signed in: $path" "$path" '303|401' '!Ann Lee'
done
check_end
