#!/bin/bash
# SPDX-License-Identifier: MIT
# How replies are scored: who may see and change it, limits, what a test of the
# model says, and what a backlog would cost before it begins.
. "${0%/*}/../lib/page.sh"
. "${0%/*}/../lib/crawl.sh"
crawl_open
page_web
here=/settings/quality
rest='sampling=all&per_agent_week=7&rank_least=9'

score()
{
	program tidemark-score --quality >"$R/log/quality" 2>&1
}

page_as viewer
page_get 'not for viewers' $here 403
page_as reviewer
page_post 'nor for reviewers' $here "engine=heuristic&$rest&daily_cap=1" 403
page_as admin
page_get 'without a key' $here 200 'openai_api_key is empty' \
    'Nothing was asked today' '!Test the connection' '!What came before'
page_post 'no model without a key' $here "engine=openai&$rest&daily_cap=1" 409 'openai_api_key'
page_post 'no test either' $here/test '' 409 'openai_api_key'
page_post 'nor a backlog' $here/backlog 'days=30' 409 'not the engine'

service_stop web
stack_model
web_start
page_post 'an engine that is none' $here "engine=oracle&$rest&daily_cap=1" 422 engine
for cap in -1 x 5.001 10001 1e3 '' .5 5. 5.x; do
	page_post "a cap of \"$cap\"" $here "engine=openai&$rest&daily_cap=$cap" \
	    422 'daily_cap|cap must be'
done
page_post 'a rank of nobody' $here \
    'engine=openai&sampling=all&per_agent_week=7&daily_cap=1&rank_least=0' 422 rank_least
page_post 'what is set' $here \
    'engine=openai&sampling=per_agent&per_agent_week=7&daily_cap=0.5&rank_least=9' \
    303
page_get 'stands there' $here 200 'value="openai" selected' \
    'value="per_agent" selected' 'value="0.50"' 'name="per_agent_week" value="7"' \
    'name="rank_least" value="9"' 'What came before'
db_is 'and in the table' "select engine, sampling, per_agent_week, daily_cap,
    rank_least from qa_setting" 'openai|per_agent|7|500000|9'
db_is 'with who did it' "select who, detail ->> 'daily_cap' from audit
    where action = 'quality_settings' order by id limit 1" \
    'token test-admin|500000'
page_post 'no cap, no cost' $here "engine=openai&$rest&daily_cap=0" 303
page_post 'a cap in whole dollars' $here "engine=openai&$rest&daily_cap=5" 303

# --- the test of the model --------------------------------------------------------

page_post 'a test is asked for' $here/test '' 303
page_get 'and under way' $here 200 'It is being asked'
score
page_get 'and good' $here 200 'It works, .*gpt-4o-mini-2024-07-18 answered in' \
    '1.question, 0 of them'
ask 'fault?kind=quota&path=openai' >/dev/null
page_post 'another' $here/test '' 303
score
page_get 'and no money' $here 200 'It does not work, .*quota or credit'
page_get 'the key is on no page' $here 200 '!sk-sandbox'

# --- what came before ----------------------------------------------------------------

db "insert into mailbox (id, name) values (1, 'A');
    insert into agent (id, first_name, kind) values (11, 'Ann', 'user');
    update qa_setting set engine = 'heuristic';
    insert into conversation (id, number, mailbox_id, status, subject,
      created_at, modified_at, content_hash)
    select i, i, 1, 'closed', 'Q', now() - interval '3 days', now(), '\\x00'
    from generate_series(1, 12) i;
    insert into message (id, conversation_id, kind, author_kind, author_id,
      created_at, body, state)
    select i * 10, i, 'agent', 'user', 11, now() - interval '2 days',
      'Hello, it is done: ' || i, 'published' from generate_series(1, 12) i"
score
db "update qa_setting set engine = 'openai', sampling = 'all'"
page_get 'the cost is said before' "$here?days=7" 200 \
    '12.replies of the last 7.days without a score by the model. At once: less' \
    'By batch, within a day of its turn: less' 'Score them at once' \
    'Score them by batch'
db "insert into model_usage (day, engine, purpose, model, calls, cost)
    select (now() at time zone 'UTC')::date - 3, 'openai', 'score', m, 20, c
    from (values ('gpt-4o-mini-2024-07-18', 20000000),
      ('gpt-4o-mini-audio', 900000000)) as v(m, c)"
page_get 'by what it cost lately, under the name that the service reports' \
    "$here?days=7" 200 'At once: about \$12\.00'
db 'delete from model_usage where calls = 20'
page_get 'of none' "$here?days=1" 200 'All replies of the last 1.day' \
    '!Score them at once'
page_get 'too long a span' "$here?days=9999" 422 days
page_post 'it begins' $here/backlog 'days=7' 303
score
page_as viewer
page_get 'and is on the list of jobs' /jobs 200 'Scoring by the model' \
    '12 replies asked about'
page_get 'the replies have both scores' /quality/replies/10 200 \
    'sandbox says so'
page_get 'the dashboard has the engine' '/quality?engine=openai' 200 \
    '>12<'
page_get 'which it shows by itself' /quality 200 'judged by the model'
db "update qa_setting set engine = 'heuristic'"
page_get 'but no longer when it is not the engine any more' '/quality?range=7d' \
    200 'judged by the local heuristic'
db "update qa_setting set engine = 'openai'"
page_as admin
page_get 'nothing is left' "$here?days=7" 200 'All replies of the last 7.days'
db_is 'who asked is known' "select count(*) from audit
    where action = 'model_backlog' and who = 'token test-admin'" 1

# --- by batch --------------------------------------------------------------------------

db "update qa_setting set engine = 'heuristic';
    insert into message (id, conversation_id, kind, author_kind, author_id,
      created_at, body, state)
    select i * 10 + 5, i, 'agent', 'user', 11, now() - interval '2 days',
      'And it is well: ' || i, 'published' from generate_series(1, 6) i"
score
db "update qa_setting set engine = 'openai'"
ask 'set?openai_batch_looks=1' >/dev/null
page_post 'a way that is none' $here/backlog 'days=7&how=fax' 422 how
page_post 'by batch' $here/backlog 'days=7&how=batch' 303
score
page_get 'what is under way stands there' "$here?days=7" 200 \
    'batch of 6 is being checked' 'costs less than \$0.01 more at most' \
    'All replies of the last 7.days'
page_as viewer
page_get 'and on the list of jobs' /jobs 200 'Scoring by the model, by batch' \
    '0 of 6; batch of 6 is being checked'
for look in 1 2 3 4; do
	db 'update model_batch set look_at = now()'
	score
done
page_get 'until it is done' /jobs 200 '6 replies asked about'
page_as admin
page_get 'and its cost is in the account' $here 200 '!batch of 6' \
    '[0-9]+.questions'
ask 'set?openai_batch=off' >/dev/null
db "update qa_setting set engine = 'heuristic';
    insert into message (id, conversation_id, kind, author_kind, author_id,
      created_at, body, state) values (77, 7, 'agent', 'user', 11,
      now() - interval '2 days', 'Once more.', 'published')"
score
db "update qa_setting set engine = 'openai'"
page_post 'a server without batches' $here/backlog 'days=7&how=batch' 303
score
page_get 'is told' $here 200 'The server had no batches, .*at the usual price'
page_get 'and what was asked for is done all the same' /quality/replies/77 200 \
    'sandbox says so'
check_end
