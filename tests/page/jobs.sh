#!/bin/bash
# SPDX-License-Identifier: MIT
# The page of jobs and its JSON: filters, progress, errors in words, who may end
# and ask for what, the audit; nothing of it needs a script.
. "${0%/*}/../lib/page.sh"
page_open
db "insert into job (kind, state, payload, attempts, done, total, rate, note,
	error, created_by, started_at, finished_at, run_at) values
    ('backfill', 'running', '{\"all\": true}', 1, 1250, 5000, 50, 'x', '', 'ann',
	now() - interval '25 s', null, now()),
    ('conversation', 'queued', '{\"id\": 7}', 2, 0, 0, 0, '',
	'Help Scout answered 502', 'import', now(), null, now() + interval '1 min'),
    ('conversation', 'failed', '{\"id\": 8}', 5, 0, 0, 0, '',
	'Help Scout answered 500: <b>& it is down', 'import', now(), now(), now()),
    ('backfill', 'done', '{\"pages\": 2}', 1, 2, 2, 0, '2 pages: 50 conversations',
	'', 'bob', now(), now(), now()),
    ('rules_apply', 'running', '{\"version\": 2}', 1, 10, 90, 0, '', '', 'ann',
	now(), null, now()),
    ('strange', 'cancelled', '{}', 0, 0, 0, 0, '', '', 'ann', null, now(), now())"

# --- the page -----------------------------------------------------------------

page_as viewer
page_get 'all jobs' /jobs 200 'Import <span class="muted">1<' \
    '1,250 of 5,000, 50/s, .* left' 'width="25%"' \
    'answered 500: &lt;b&gt;&amp; it is down' \
    'answered 502; tried again in ' 'attempt 2' \
    '2 pages: 50 conversations' '!<b>& it is'
page_get 'what waits, runs and failed is counted' /jobs 200 '>2[^0-9a-z]+run<' \
    '>1[^0-9a-z]+waits<' '>1[^0-9a-z]+has failed<'
page_get 'by state' '/jobs?state=failed' 200 'answered 500' '!answered 502' \
    '<option value="failed" selected>'
page_get 'by kind' '/jobs?kind=backfill' 200 'Import' '!answered 50' '>1[^0-9a-z]+runs<'
page_get 'by a kind that nobody knows' '/jobs?kind=other' 200 'No job is like that'
page_get 'a state that is none' '/jobs?state=lost' 422
page_get 'as a table' '/jobs.csv?state=failed' 200 \
    'Help Scout answered 500' 'cancelled_by,again_as'
is 'of these alone' "$(grep -c . "$R/body")" 2
page_get 'a viewer is offered nothing' /jobs 200 '!<button[^>]*>Import now' \
    '!>Cancel<' '!>Run again<'
for role in viewer reviewer; do
	page_as $role
	page_post "a $role cannot cancel" /jobs/1/cancel '' 403
	page_post "a $role cannot run again" /api/v1/jobs/3/rerun '' 403
	page_post "a $role cannot import" /api/v1/jobs '' 403
done
page_as nobody
page_post 'nobody can' /api/v1/jobs/1/cancel '' 401
db_is 'and nothing happened' "select count(*) from job where state = 'cancelled'" 1

page_as viewer
page_get 'as JSON, with the time left' '/api/v1/jobs?state=running&kind=backfill' 200 \
    '"done":1250,"total":5000,"rate":[^,]*,"seconds_left":75,'
db "update job set state = 'cancelled', note = '' where id = 1"
page_get 'of what does not run nothing is left' '/jobs?kind=backfill&after=2' 200 \
    '1,250 of 5,000<|1,250 of 5,000;' '!50/s' '!left<'
page_get 'nor in JSON' '/api/v1/jobs?kind=backfill&state=cancelled' 200 \
    '"seconds_left":null'
db "update job set state = 'running' where id = 1"

# --- an administrator ------------------------------------------------------------

page_as admin
page_get 'an administrator has buttons' /jobs 200 'Import now' \
    'Queue import \+ score' 'action="/jobs/1/cancel"' 'action="/jobs/3/rerun"' \
    '!action="/jobs/5/'
page_post 'an import by the button' /jobs/import 'back=/jobs?state=queued' 303
page_head 'goes back to where it was' '^Location: .*/jobs\?state=queued'
page_post 'import and score' /jobs/import then=score 303
db_is 'both wait' "select payload from job where id > 6 order by id" '{}
{"score": true}'
page_post 'a second press is the same job' /jobs/import then=score 303
db_is 'not another' 'select count(*) from job where id > 6' 2
page_post 'back leads nowhere else' /jobs/import 'back=//evil.example' 303
page_head 'but here' '^Location: (http://127[^/]*)?/$'
page_post 'as JSON' /api/v1/jobs '' 200 '"kind":"backfill","state":"queued"'
page_post 'then what is not known' /api/v1/jobs then=lunch 422 '"then"'

page_post 'cancelled by the button' /jobs/1/cancel '' 303
page_get 'the page says by whom' '/jobs?state=cancelled' 200 'by token test-admin'
page_post 'what has ended cannot end' /jobs/1/cancel '' 409 'it has ended'
page_post 'JSON says so too' /api/v1/jobs/4/cancel '' 409 \
    '\{"detail":"job 4 cannot be cancelled: it has ended"\}'
page_post 'what would leave things half-way' /api/v1/jobs/5/cancel '' 409 \
    'two versions of the rules'
page_post 'what runs cannot run again' /api/v1/jobs/2/rerun '' 409 'not ended yet'
page_post 'no such job' /api/v1/jobs/999/cancel '' 404
page_post 'nor that' /api/v1/jobs/x/rerun '' 404
page_post 'cancelled as JSON' /api/v1/jobs/2/cancel '' 200 '"state":"cancelled"' \
    '"cancelled_by":"token test-admin"'

page_post 'a failed one is run again' /api/v1/jobs/3/rerun '' 200 \
    '"state":"queued","payload":\{"id": 8\}' '"attempts":0'
again=$(jq .id "$R/body")
db_is 'the failed one stays, and says as which' \
    'select state, again_as from job where id = 3' "failed|$again"
page_get 'and counts no longer' /jobs 200 '!has failed<' \
    "asked for again as job $again"
page_post 'done ones can be wanted again' /jobs/4/rerun '' 303
db_is 'each is in the audit, by whom' "select action, detail->>'job', who
    from audit where action like 'job%' order by id" \
    "job_cancel|1|token test-admin
job_cancel|2|token test-admin
job_rerun|3|token test-admin
job_rerun|4|token test-admin"

# --- pages, and who presses in a browser ------------------------------------------

db "insert into job (kind, payload) select 'conversation',
    jsonb_build_object('id', n) from generate_series(100, 220) n"
page_get 'the newest fifty' '/jobs?state=queued' 200 'rel="next"'
is 'fifty' "$(grep -c '<tr data-row' "$R/body")" 50
next=$(grep -oE 'href="/jobs\?[^"]*" rel="next"' "$R/body" | cut -d '"' -f 2)
page_get 'and the next' "${next//&amp;/\&}" 200 'First page' 'rel="next"'
csv=$(grep -oE 'href="/jobs.csv[^"]*"' "$R/body" | cut -d '"' -f 2)
first=$(grep -oE '<tr data-row><th scope="row">[^<]*<span class="muted">[0-9]+' \
    "$R/body" | head -n 1 | grep -oE '[0-9]+$')
page_get 'its table has the same' "${csv//&amp;/\&}" 200 'cancelled_by'
is 'from the first one on' "$(sed -n '2s/,.*//p' "$R/body")" "$first"
n=$(db "select count(*) from job where kind = 'conversation'")
page_get 'all there are' "/api/v1/jobs?kind=conversation&limit=$n" 200 '"next":null'
page_get 'but for one' "/api/v1/jobs?kind=conversation&limit=$((n - 1))" 200 \
    '"next":[0-9]'
page_get 'one that has no page of its own' "/jobs?kind=conversation&after=$(db "select
    id from job where kind = 'conversation' order by id offset 50 limit 1")" 200 \
    '!rel="next"'

program tidemark-admin --role admin user add boss >"$R/log/user" 2>&1
link=$(program tidemark-admin login-link boss)
page_as nobody
page_ask -c "$R/jar" --data "token=${link##*token=}" "/sign-in/link"
[ "$page_status" = 303 ] || page_ask -c "$R/jar" -L "${link#"$stack_url"}"
page_ask -b "$R/jar" /jobs
csrf=$(grep -oE 'name="csrf" value="[^"]+"' "$R/body" | head -n 1 | cut -d '"' -f 4)
page_ask -b "$R/jar" --data 'then=' /jobs/import
page_compare 'a form of another site changes nothing' 403
page_ask -b "$R/jar" --data-urlencode "csrf=$csrf" --data 'then=' /jobs/import
page_compare 'one of ours does' 303
check_end
