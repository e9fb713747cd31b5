#!/bin/bash
# SPDX-License-Identifier: MIT
# What the replaced scorer of replies got wrong, from the import to the score, against
# an account that shows it: docs/compatibility.md names the faults.
. "${0%/*}/../lib/crawl.sh"
crawl_open --demo 300 --seed 5 --page-size 50
stack_model
stack_env+=(TIDEMARK_LOG_LEVEL=info)

score()
{
	program tidemark-score --quality >"$R/log/quality" 2>&1
}

stat()
{
	ask stats | jq -r ".$1"
}

# thread ID TYPE KIND PERSON MINUTE 'BODY'
thread()
{
	printf '{"id":%d,"type":"%s","status":"active","state":"published",
	    "body":"%s","createdBy":{"id":%d,"type":"%s","first":"P%d"},
	    "createdAt":"%s"}' "$1" "$2" "$6" "$4" "$3" "$4" \
	    "$(date -u -d "2026-01-10 + $5 minutes" +%FT%TZ)"
}

# One conversation of two customers' words, notes and replies: far more threads than
# stand on a page, the first of them with markup.
long()
{
	local i threads

	threads=$(thread 9900001 customer customer 51 0 \
	    'I was charged <b>twice</b>.<br>Can you refund me?')
	threads+=,$(thread 9900002 note user 41 1 'Rude customer, be careful')
	threads+=,$(thread 9900003 message user 41 2 \
	    '<p>Hi P51, sorry for that. I have <b>refunded</b> it.</p>')
	for i in {4..130}; do
		threads+=,$(thread $((9900000 + i)) customer customer 51 "$i" \
		    "Thank you, once more: $i")
	done
	printf '{"id":990000,"number":990000,"threads":130,"type":"email",
	    "status":"closed","state":"published","subject":"Refund",
	    "mailboxId":1,"createdAt":"2026-01-10T00:00:00Z",
	    "userUpdatedAt":"2026-01-10T03:00:00Z",
	    "createdBy":{"id":51,"type":"customer","first":"P51"},
	    "primaryCustomer":{"id":51,"type":"customer","first":"P51"},
	    "_embedded":{"threads":[%s]}}' "$threads"
}

long >"$R/long"
is 'the account has one long conversation' "$(curl -sS -o /dev/null \
    -w '%{http_code}' --data-binary @"$R/long" "$sandbox_url/_sandbox/add")" 200

# --- all of it, with few calls ---------------------------------------------------------

backfill
is 'an import ends well' "$status" 0
held=$(ask 'dump?form=ids' | grep -c '[0-9]')
db_is 'not the newest fifty of a mailbox, but every conversation' \
    "select count(*) = $held, (select max(n) > 50 from (select count(*) as n
    from conversation group by mailbox_id) b) from conversation" 't|t'
db_is 'not the first page of threads, but every one' \
    'select count(*) from message where conversation_id = 990000' 130
calls=$(($(stat list) + $(stat conversation) + $(stat threads)))
printf '# %s calls for %s conversations\n' $calls "$held"
check 'threads come with their list: fewer than half as many calls as conversations' \
    test $((calls * 2)) -lt "$held"

# --- one that is not there ---------------------------------------------------------------

calls=$(stat conversation)
db "insert into job (kind, payload) values ('conversation', '{\"id\": 7}')"
backfill
is 'what is not there is asked for once' $(($(stat conversation) - calls)) 1

# --- scored: replies alone, with what the customer wrote, without markup -------------------

db 'truncate qa_due'
db "update qa_setting set engine = 'openai';
    insert into qa_due (conversation_id) values (990000)"
score
db_is 'a note is not scored' 'select distinct message_id from qa_score' 9900003
sent=$(curl -sS "$sandbox_url/_sandbox/openai")
is 'a reply is judged by what the customer wrote before it, as text' \
    "$(jq -s '[.[] | select(.messages) | .messages[1].content] |
    (map(test("charged twice")) | all), length, (map(test("<b>|<p>|<br>")) | any),
    (map(test("Rude customer")) | any)' <<<"$sent" | tr '\n' ' ')" \
    'true 1 false false '

# --- and not again ---------------------------------------------------------------------------

paid=$(stat openai_calls) rows=$(db 'select count(*) from qa_score')
for i in 1 2; do
	backfill --all
	db "insert into qa_due (conversation_id) values (990000), (990000)"
	score
done
is 'two imports later nothing is scored anew' "$(stat openai_calls) $(db \
    'select count(*) from qa_score')" "$paid $rows"
db "insert into job (kind, payload) values ('conversation', '{\"id\": 990000}')"
list=$(stat list) one=$(stat conversation)
backfill
is 'what a webhook names is fetched alone, and no more than changes looked for' \
    "$(($(stat conversation) - one)) $(($(stat list) - list <= 1))" '1 1'

# --- no zero for what failed -----------------------------------------------------------------

mean="select avg(total), count(*) from qa_current where engine = 'openai'
    and outcome = 'scored'"
was=$(db "$mean")
ask 'fault?kind=refused&path=openai' >/dev/null
db "update message set body = body || ' Anything else?' where id = 9900003"
score
db_is 'the model declined' "select outcome, total is null from qa_score
    where engine = 'openai' order by id desc limit 1" 'refused|t'
is 'a failure is no zero and lowers no mean' "$(db "$mean")" "$was"
check_end
