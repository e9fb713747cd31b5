#!/bin/bash
# SPDX-License-Identifier: MIT
# What the model could not judge, declined, or gave words for that stand nowhere:
# every page, file and answer says so, and none shows a zero.
. "${0%/*}/../lib/page.sh"
. "${0%/*}/../lib/crawl.sh"
crawl_open
stack_model
page_web

score()
{
	program tidemark-score --quality >"$R/log/quality" 2>&1
}

# judged ID [FAULT [COUNT]]: a reply that the model is asked about with that fault
judged()
{
	db "insert into conversation (id, number, mailbox_id, status, subject,
	      created_at, modified_at, content_hash)
	    values ($1, $1, 1, 'closed', 'Case $1', now() - interval '3 h', now(),
	      '\\x00');
	    insert into message (id, conversation_id, kind, author_kind, author_id,
	      created_at, body, state)
	    values ($1 * 10, $1, 'agent', 'user', 11, now() - interval '2 h',
	      'Hello, number $1 is done.', 'published')" >/dev/null
	[ -z "${2:-}" ] || ask "fault?kind=$2&count=${3:-1}&path=openai" >/dev/null
	score
	ask faults/clear >/dev/null
}

db "insert into mailbox (id, name) values (1, 'A');
    insert into agent (id, first_name, kind) values (11, 'Ann', 'user');
    update qa_setting set engine = 'openai'" >/dev/null

# --- nothing but failures -----------------------------------------------------------

judged 1 500 3
page_as viewer
page_get 'a window of failures alone' '/quality?engine=openai&range=7d' 200 \
    'No reply could be judged' '1.reply of these days failed, which is no score of zero' \
    'state=failed' '!of 10 on average'

# --- beside good ones ----------------------------------------------------------------

judged 2 refused
judged 3 no_evidence
judged 4
db_is 'what is stored' "select message_id, outcome, total is null, voids
    from qa_current where engine = 'openai' order by 1" '10|failed|t|0
20|refused|t|0
30|scored|t|4
40|scored|f|0'

page_get 'the dashboard: failures are none of zero' '/quality?engine=openai' 200 \
    'Replies score [3-9]' '>1.reply</a> in ' 'Not judged' '1 of them declined; in no figure' \
    'Evidence not found' 'in a dimension; waits for a person' \
    '1 without a score'
page_get 'with other days it says nothing of them' \
    '/quality?engine=openai&start=2020-01-01&end=2020-01-02' 200 '!Not judged'
page_get 'nor of another engine' '/quality?engine=heuristic' 200 '!Not judged' \
    '!Evidence not found'
page_get 'the list of what was not judged' \
    '/quality/replies?engine=openai&state=failed' 200 '2.replies that could not be judged' \
    'not judged: it failed' 'status 500' 'not judged: the model declined' \
    'I cannot help with that' '<span class="score">–</span>' '!<span class="score">0'
page_get 'of what waits for a person' '/quality/replies?engine=openai&state=void' \
    200 '1.reply with a mark that has no evidence' \
    'Empathy, Accuracy, Tone, Resolution: evidence not found, waits for a person' \
    '!<span class="score">0' '!Case 4'
page_get 'the list of scored ones has neither' '/quality/replies?engine=openai' \
    200 'Case 4' '!Case 1' '!Case 2' '!Case 3'

history=$(db "select id from qa_score where message_id = 10 and engine = 'openai'
    order by id desc limit 1")
page_get 'the message: it failed, in words' "/quality/replies/10?score=$history" \
    200 'Not judged, which is no score of zero: .*status 500' '!0.0<span' \
    'not judged by'
history=$(db "select id from qa_score where message_id = 20 and engine = 'openai'")
page_get 'the message: the model declined' "/quality/replies/20?score=$history" \
    200 'Not judged, the model declined: .*I cannot help with that' \
    'declined by'
page_get 'the message: no evidence' "/quality/replies/30?score=$(db "select id
    from qa_score where message_id = 30 and engine = 'openai'")" 200 \
    'evidence not found, waits for a person' \
    'words that nobody ever wrote' 'is not in the message that it names' \
    'no score by' '!<span class="score">0'

page_ask '/quality/qa_messages.csv?engine=openai&state=failed'
is 'the file: empty cells, the outcome and why' "$(tr -d '\r' <"$R/body" |
    grep -E ',(10|20),[12],' | sed -E 's/^[^,]*,//' | grep -cE '^Ann,,,,,,')" 2
is 'the file: what failed' "$(grep -cE ',10,1,failed,"?the service is busy' "$R/body")" 1
is 'the file: what was declined' "$(grep -cE ',20,2,refused,"?the model declined' "$R/body")" 1
page_ask '/quality/qa_messages.csv?engine=openai&state=void'
is 'the file: dimensions without evidence' "$(tr -d '\r' <"$R/body" |
    grep -cE ',30,3,scored,,"empathy,accuracy,tone,resolution"$')" 1

page_ask "/rollups/agents?start=$(date -u -d '2 days ago' +%F)&end=$(date -u -d '2 days' +%F)"
is 'JSON: the mean is of what has a score' "$(jq -r 'map(.scored_cnt) | add' "$R/body") $(
    jq -r '.[0].avg_score * 100 | round / 100' "$R/body")" "1 $(db "select
    round(total::numeric, 2)::float8 from qa_current where engine = 'openai' and message_id = 40")"
page_as reviewer
page_get 'and it stands on the list of what is worth a look' /quality/queue 200 'Case 3'
check_end
