#!/bin/bash
# SPDX-License-Identifier: MIT
# What a model says of the last hours: made by the job, once for the same counts, its
# numbers those of the rows behind it, and nothing else believed.
. "${0%/*}/../lib/page.sh"
. "${0%/*}/../lib/crawl.sh"
crawl_open
page_web
stack_claude
stack_env+=(TIDEMARK_LOG_LEVEL=info)
service_stop web
web_start

enrich()
{
	program tidemark-score --enrich >"$R/log/enrich" 2>&1
}

db()
{
	pg_sql "$db_name" -c "$1"
}

stat()
{
	ask stats | jq -r ".anthropic_$1"
}

# says 'JSON': what the model answers from now on, "" made up
says()
{
	curl -sS -G --data-urlencode "anthropic_says=$1" \
	    "$sandbox_url/_sandbox/set" >/dev/null
}

# As if an hour had gone by, and with other counts.
later()
{
	db "update period_summary set to_at = to_at - interval '1 h',
	      input_hash = '$1', tried_for = null, tries = 0" >/dev/null
}

# Not shortly before the next hour.
while [ $(($(date -u +%s) % 3600)) -gt 3540 ]; do sleep 1; done
db "insert into mailbox (id, name) values (1, 'A');
    insert into customer (id, first_name) values (51, 'Quentin');
    insert into conversation (id, number, mailbox_id, customer_id, status, subject,
      created_at, modified_at, content_hash)
    select i, i, 1, 51, 'active', 'Trouble', date_trunc('hour', now()) -
      interval '3 h' - case when i <= 4 then interval '48 h' else interval '0' end,
      now(), '\\x00' from generate_series(1, 16) i;
    insert into message (id, conversation_id, kind, author_kind, author_id,
      created_at, body, state)
    select c.id * 10, c.id, 'customer', 'customer', 51, c.created_at,
      'The game crashes whenever I open level 12', 'published' from conversation c;
    insert into analysis_due (conversation_id) select id from conversation" >/dev/null
program tidemark-score >"$R/log/score" 2>&1
page_as admin
page_get 'without a model the sentence stays, and says whose it is' / 200 \
    'by the rules' '!The last hours in words'
db "update enrich_state set engine = 'anthropic'" >/dev/null
key=$(db "select main_category from analysis limit 1")
says '{"claims":[
 {"fact":"f1","text":"These went from 4 to 12 within 48 hours."},
 {"fact":"f2","text":"These are 9999 by now."}, {"fact":"f9","text":"Nobody knows."},
 {"fact":"f1","text":"12 once more."}, {"fact":"f2","text":"Twice as many as before."},
 {"fact":"f2","text":"See http://evil.example for 12."}]}'
enrich
db_is 'a claim with numbers of the rows stays, all others are dropped' "select
    claims -> 0 ->> 'text', jsonb_array_length(claims), dropped, claims -> 0 ->> 'key',
    claims -> 0 -> 'now', claims -> 0 -> 'before', to_at = date_trunc('hour', now())
    from period_summary" \
    "These went from 4 to 12 within 48 hours.|1|5|$key|12|4|t"
db_is 'what it cost is in the account' "select engine, calls, failures, cost > 0
    from model_usage where purpose = 'enrich_period'" 'anthropic|1|0|t'
sent=$(curl -sS "$sandbox_url/_sandbox/anthropic" | grep '"hours')
is 'counts leave, and no word of a ticket' "$(grep -icE \
    'quentin|whenever|trouble' <<<"$sent")" 0
page_get 'it stands on the overview, as the model'"'"'s' / 200 \
    'The last hours in words' 'by anthropic, claude-haiku-4-5-20251001, of ' \
    'These went from 4 to 12 within 48 hours' '12.*conversations, 4 before' 'by the rules'
url=$(grep -o '/conversations?[^"]*category=[^"]*' <<<"$page_body" |
	sed 's/&amp;/\&/g' | grep from= | head -n 1)
page_get 'the link shows as many rows as it says' "$url" 200 '12.*conversations'
page_get 'and in the insights of the replaced system, for these hours' \
    '/admin/insights?hours=48' 200 '"global_summary":"These went from 4 to 12 within 48 hours. [|] by anthropic","global_summary_by":"anthropic"'
while read -r query what; do
	page_get "the rules speak of $what" "/admin/insights?$query" 200 \
	    '"global_summary":"[^"]*(total|no major patterns detected)","global_summary_by":"rules"' \
	    '!These went'
done <<-TXT
	hours=24 other hours
	hours=47 nearly these
	all=1&hours=48 all times
	hours=48&mailbox=1 one mailbox
TXT
page_get 'a later page has neither' '/admin/insights?hours=48&page=2' 200 \
    '"global_summary":""'
calls=$(stat calls)
enrich
is 'once an hour' "$(stat calls)" "$calls"
db "update period_summary set to_at = to_at - interval '1 h'" >/dev/null
enrich
is 'the same counts are not paid for twice' "$(stat calls)" "$calls"
db_is 'and stand for these hours' "select to_at = date_trunc('hour', now())
    from period_summary" t
later x
says '{"claims":"none"}'
for try in {1..5}; do enrich; done
is 'what is of no use is tried three times' "$(stat calls)" $((calls + 3))
db_is 'and what was said before stays, of its hours' "select claims -> 0 ->> 'text',
    error, to_at < date_trunc('hour', now()) from period_summary" \
    'These went from 4 to 12 within 48 hours.|the answer has no claims|t'
for kind in refused truncated bad_json; do
	later x
	calls=$(stat calls)
	ask "fault?kind=$kind&path=anthropic" >/dev/null
	says ''
	enrich
	db_is "$kind: a failure in words" "select error <> '', tries from period_summary" 't|1'
done
db "update enrich_state set daily_cap = 0" >/dev/null
later y
calls=$(stat calls)
enrich
is 'beyond the cap nothing is asked' "$(stat calls)" "$calls"
db "update enrich_state set daily_cap = 2000000, engine = 'off', capped_on = null" \
    >/dev/null
enrich
is 'nor when nobody is to be asked' "$(stat calls)" "$calls"
db "update period_summary set to_at = to_at - interval '9 h';
    update data_version set version = version + 1" >/dev/null
page_get 'what is of long ago is not shown' / 200 '!The last hours in words'
page_get 'nor in the insights' '/admin/insights?hours=48' 200 \
    '"global_summary_by":"rules"'
check_end
