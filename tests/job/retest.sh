#!/bin/bash
# SPDX-License-Identifier: MIT
# Replies judged again: the heuristic says the same in any order and every time; what
# comes of it is no score; the model is asked within the cap, and what it answers is
# counted as a recount does; killed or cancelled, nothing is asked twice.
. "${0%/*}/../lib/page.sh"
. "${0%/*}/../lib/model.sh"
. "${0%/*}/../lib/replies.sh"
model_open replies
page_web
N=30
here=/quality/report

scores() { db 'select count(*), max(id), md5(string_agg(message_id || engine ||
    total, $$,$$ order by message_id, engine)) from (select id, message_id, engine,
    total from qa_score) s, (select count(*) from qa_rollup_day) d'; }

replies $N at="now() - i * interval '1 hour'" after="interval '9 minutes'" by=11 \
    asks="'The app crashes when I open the map. What can I do? ' || i" \
    says="$replies_various"
model_round

# --- the heuristic --------------------------------------------------------------

page_as viewer
page_get 'not tried yet' $here 200 'It has not been tried yet. An administrator' \
    '!What would it cost'
page_post 'viewers start nothing' $here/again \
    'engine=heuristic&replies=5' 403
page_as admin
page_get 'who may is told what to do' $here 200 'Say how many replies below'
page_get 'and that it is free' "$here?again=20" 200 \
    "100.questions about 20.replies: free"
page_post 'too many' $here/again 'engine=heuristic&replies=501' 422 replies
page_post 'by no version' $here/again 'engine=heuristic&rubric=9&replies=5' 404
page_post 'not by a model that is not asked' $here/again \
    'engine=openai&replies=5' 409 'not the engine'
page_post 'it is asked for' $here/again 'engine=heuristic&replies=25' 303
page_post 'once at a time' $here/again 'engine=heuristic&replies=25' 409 already
had=$(scores)
model_round
db_is 'each reply is judged once for each change' "select change, count(*),
    count(*) filter (where state = 'scored') = count(*) from qa_retest_reply
    where change <> 'names' group by 1 order by 1" 'again|25|t
base|25|t
length|25|t
order|25|t'
db_is 'as it was it is what is stored' "select count(*) from qa_retest_reply r
    join qa_current q using (message_id) where r.change in ('base', 'again')
    and (r.total is distinct from q.total or r.scores <> q.scores)" 0
db_is 'in any order the same' "select count(*) from qa_retest_reply x
    join qa_retest_reply b using (retest_id, message_id)
    where x.change = 'order' and b.change = 'base'
    and (x.total is distinct from b.total or x.scores <> b.scores)" 0
db_is 'names are changed where somebody wrote one' "select state, count(*) =
    (select count(*) from qa_retest_reply r join message m
    on m.id = r.message_id where r.change = 'base' and m.body ~ 'Pat')
    from qa_retest_reply where change = 'names' and state = 'scored'
    group by 1" 'scored|t'
is 'no score is added or changed' "$(scores)" "$had"
db_is 'the job is done' "select state, done = total from job
    where kind = 'retest'" 'done|t'
page_get 'the report says it' $here 200 '25.replies drawn by chance' \
    'Total</th><td class="num">0.%<span[^>]*>0 of 25, 0 to 13.%'
first=$(db 'select md5(string_agg(concat(message_id, change, total), $$,$$
    order by message_id, change)) from qa_retest_reply')
db "insert into job (kind, payload) select 'retest', payload from job
    where kind = 'retest'; update qa_retest set done_at = null;
    update qa_retest_reply set state = 'due', total = null, scores = '{}'" \
    >/dev/null
model_round
is 'it is the same every time' "$(db 'select md5(string_agg(concat(message_id,
    change, total), $$,$$ order by message_id, change)) from qa_retest_reply')" \
    "$first"

# --- the model --------------------------------------------------------------------

db "update qa_setting set engine = 'openai', daily_cap = 1000000000;
    insert into qa_ask (message_id, conversation_id)
    select id, conversation_id from message where kind = 'agent'" >/dev/null
model_round
model_round
db_is 'the model has judged all' "select count(*) from qa_current
    where engine = 'openai' and outcome = 'scored'" $N
page_get 'the cost is said before' "$here?engine=openai&again=10" 200 \
    '40.questions about 10.replies: (about|less than) .0'
page_post 'it is asked for' $here/again 'engine=openai&replies=10' 303
asked=$(stat calls)
had=$(scores)
model_round
model_round
named=$(db "select count(*) from qa_retest_reply where change = 'names'
    and state = 'scored' and retest_id = 2")
is 'the model is asked once for each change' $(($(stat calls) - asked)) \
    $((30 + named))
check 'with names for some' [ "$named" -gt 0 ]
is 'no score is added or changed' "$(scores)" "$had"
db_is 'the money is in the account' "select calls, cost > 0 from model_usage
    where purpose = 'retest'" "$((30 + named))|t"
db_is 'all have an answer' "select state, count(*) from qa_retest_reply
    where retest_id = 2 and state in ('due', 'failed') group by 1" ''
sent=$(curl -sS "$sandbox_url/_sandbox/openai")
is 'made-up names leave, no real ones' "$(jq -s '[.[] | select(.messages) |
    .messages[1].content] | (map(test("Oluwaseun|Xiuying|Dmitri|Fatima|Siobhan|Guadalupe"))
    | any), (map(test("Pat")) | any)' <<<"$sent" | tr '\n' ' ')" 'true false '

# What turned is counted as by hand.
db "update qa_retest_reply set total = case message_id % 100 when 11 then 5.9
      else 6 end, scores = array[5, 5, 5, 5] where retest_id = 2;
    update qa_retest_reply set total = 6.9 where retest_id = 2
      and change = 'length';
    update qa_retest_reply set total = 7.1 where retest_id = 2
      and change = 'order'" >/dev/null
page_get 'crossing 6 turns, and more than 1' "$here?engine=openai" 200 \
    '!Judge again</button>'
by_hand=$(db "select x.change, 0, count(*), count(*) filter (where
      (b.total >= 6) <> (x.total >= 6)
      or abs(round((x.total - b.total)::numeric, 4)) > 1)
    from qa_retest_reply x join qa_retest_reply b using (retest_id, message_id)
    where b.change = 'base' and x.change <> 'base' and retest_id = 2
      and x.state = 'scored' group by 1 order by 1")
page_ask "/api/v1/quality/report?engine=openai"
is 'JSON is a recount' "$(jq -r '.again.flips[] | select(.dimension == null) |
    "\(.change)|0|\(.pairs)|\(.turned)"' <<<"$page_body")" "$by_hand"
page_ask '/quality/flips.csv?engine=openai'
is 'so is the file' "$(tr -d '\r' <<<"$page_body" | awk -F, '$4 == "Total" {
    print $3 "|0|" $5 "|" $6 }')" "$by_hand"

# --- killed, capped, cancelled ---------------------------------------------------

page_post 'another' $here/again 'engine=openai&replies=20' 303
spent=$(db "select sum(cost) from model_usage where day =
    (now() at time zone 'UTC')::date")
db "update qa_setting set daily_cap = $spent + 3000" >/dev/null
model_round
db_is 'the cap of the day holds' "select sum(cost) <= $spent + 3000,
    (select count(*) > 20 from qa_retest_reply where retest_id = 3
      and state = 'due') from model_usage" 't|t'
db "update qa_setting set daily_cap = 1000000000" >/dev/null
ask 'set?openai_delay=100' >/dev/null
for try in 1 2 3; do
	cut_off 0.4
done
ask 'set?openai_delay=0' >/dev/null
model_round
model_round
db_is 'killed, it goes on to the end' "select count(*) filter (where state =
    'due'), (select done_at is not null from qa_retest where id = 3)
    from qa_retest_reply where retest_id = 3" '0|t'

page_post 'one more' $here/again 'engine=openai&replies=20' 303
db "update qa_setting set engine = 'heuristic'" >/dev/null
model_round
db_is 'it waits while the model is not asked' "select state, note ~ 'waits'
    from job where kind = 'model_retest' order by id desc limit 1" \
    'running|t'
db "update job set state = 'cancelled', finished_at = now(), cancelled_by = 'a'
    where state = 'running'; update qa_setting set engine = 'openai'" >/dev/null
asked=$(stat calls)
model_round
is 'cancelled, it asks no more' "$(stat calls)" "$asked"
check_end
