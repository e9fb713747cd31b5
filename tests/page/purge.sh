#!/bin/bash
# SPDX-License-Identifier: MIT
# The page of what is stored: who may purge, which word confirms it, that nothing
# happens without it, and what pages say afterwards.
. "${0%/*}/../lib/page.sh"
. "${0%/*}/../lib/connect.sh"
. "${0%/*}/../lib/crawl.sh"
crawl_open --demo 40 --page-size 50
page_web
here=/settings/data
jobs="select count(*) from job where kind = 'purge'"

backfill
is 'a demo is imported' "$status" 0
{ program tidemark-score && program tidemark-score --quality; } \
    >"$R/log/score" 2>&1 || die 'not scored'
n=$(db 'select count(*) from conversation')
conversation=$(db 'select min(id) from conversation')
reply=$(db 'select min(message_id) from qa_current')
db "insert into agent (id, first_name) values (11, 'Ann')
    on conflict do nothing"
page_agent 11

# --- who may ---------------------------------------------------------------------------

for who in nobody agent viewer reviewer; do
	page_as $who
	[ $who = nobody ] && refused=303 || refused=403
	page_get "$who does not read it" $here $refused
	page_post "$who purges nothing" $here/purge 'what=all&word=everything' \
	    $refused
done
page_as viewer
page_get 'the settings do not lead there' /settings 200 "!href=\"$here\""
page_as admin
page_get 'an administrator finds it' /settings 200 "href=\"$here\""
page_get 'with what is stored, the words to type and what stays' $here 200 \
    "$n.conversations are stored, $n of them from a demo" \
    "$n.conversations in mailboxes whose server says" 'type: demo' \
    'type: everything' 'users, sessions and API tokens' 'the audit' 'rubrics' \
    'imported again from the beginning'

# --- the word ----------------------------------------------------------------------------

for word in '' Everything 'everything ' all purge demo; do
	page_post "not \"$word\" for all" $here/purge \
	    "what=all&word=${word/ /+}" 422 'must be .{1,6}everything' \
	    'nothing was purged'
done
for word in '' everything; do
	page_post "not \"$word\" for the demo" $here/purge \
	    "what=demo&word=$word" 422 'must be .{1,6}demo'
done
page_post 'nor what there is not' $here/purge 'what=some&word=some' 422 what
page_post 'nor nothing' $here/purge 'word=everything' 422 what

connect_session anna admin
page_as nobody
page_ask -b "$R/anna" --data 'what=all&word=everything' $here/purge
page_compare 'nor for a page of another site' 403
page_ask -b "$R/anna" --data 'what=all&word=everything&csrf=guess' $here/purge
page_compare 'nor by a guess' 403
db_is 'of all that came nothing' "$jobs" 0
db_is 'and nothing went' 'select count(*) from conversation' "$n"

# --- the demo ------------------------------------------------------------------------------

page_ask -b "$R/anna" $here
csrf=$(grep -o 'name="csrf" value="[^"]*"' <<<"$page_body" | head -n 1 |
    cut -d '"' -f 4)
page_ask -b "$R/anna" --data "what=demo&word=demo&csrf=$csrf" $here/purge
page_compare 'the word and the form of the session' 303
page_head 'lead to the job' '^Location: /jobs\?kind=purge'
page_as viewer
page_get 'which waits for the import' '/jobs?kind=purge' 200 'Purge' queued anna
page_as admin
backfill
page_get 'and is done by it' '/jobs?kind=purge' 200 "$n conversations purged" \
    '!Run again'
page_post 'nobody has it run again without the word' \
    "/jobs/$(db "select id from job where kind = 'purge'")/rerun" '' 409 \
    'Settings, Data'
db_is 'the audit says who, what and how many' "select who, detail ->> 'what',
    detail -> 'rows' ->> 'conversation', detail -> 'rows' ? 'qa_score'
    from audit where action = 'purge'" "anna|demo|$n|t"
page_get 'now there is none' $here 200 'No conversation is stored' \
    'There is no demo data' '!type: demo'
page_post 'to purge' $here/purge 'what=demo&word=demo' 409 'no demo data'

# --- what pages say ---------------------------------------------------------------------------

page_get 'a conversation is gone' "/conversations/$conversation" 404
page_get 'a reply is gone' "/quality/replies/$reply" 404
for page in / /conversations /insights /groups /incidents /alerts /corrections \
    /customers '/search?q=refund' /quality /quality/replies /quality/queue \
    /quality/calibration /quality/disputes /quality/report /quality/rubric \
    /detector /jobs; do
	page_get "$page is empty and whole" "$page" 200 '!href="/conversations/[0-9]' \
	    '!href="/quality/replies/[0-9]'
done
page_get 'the overview says what comes next' / 200 \
    'starts within a minute|import'
page_get 'quality too' /quality 200 'tidemark-score|import|scored'
page_as agent
page_get 'an agent finds nothing either' /quality 200 '!href="/quality/replies/[0-9]'
page_as viewer
page_get 'old clients get empty lists' \
    '/rollups/agents?start=2000-01-01&end=2100-01-01' 200 '^\[\]$'
check_end
