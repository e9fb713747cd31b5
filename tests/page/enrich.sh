#!/bin/bash
# SPDX-License-Identifier: MIT
# What a model says of conversations: who may choose it, limits, what is said where,
# marked as the model's, and what it costs.
. "${0%/*}/../lib/page.sh"
. "${0%/*}/../lib/crawl.sh"
crawl_open
page_web
here=/settings/enrichment

enrich()
{
	program tidemark-score --enrich >"$R/log/enrich" 2>&1
}

page_as viewer
page_get 'not for viewers' $here 403
page_get 'nor what it costs' /settings/usage 403
page_as admin
page_get 'without a key' $here 200 'anthropic_api_key and openai_api_key are empty' \
    'Nothing was asked today' '!Test the connection' '!What came before'
page_post 'no model without a key' $here \
    'engine=anthropic&daily_cap=1&sure_least=50' 409 'anthropic_api_key'
page_post 'no test either' $here/test '' 409 'anthropic_api_key'
page_post 'nor a backlog' $here/backlog 'days=30' 409 'No model is asked'
page_get 'nobody was asked' /settings/usage 200 'No model was asked in the last 30' 'Set one up'

service_stop web
stack_claude
web_start
page_get 'a key alone sends nothing' $here 200 'only when that is chosen here'
page_post 'an engine that is none' $here 'engine=oracle&daily_cap=1&sure_least=50' \
    422 engine
page_post 'a cap that is none' $here 'engine=anthropic&daily_cap=x&sure_least=50' \
    422 'cap must be'
page_post 'sureness beyond all' $here \
    'engine=anthropic&daily_cap=1&sure_least=101' 422 sure_least
page_post 'what is set' $here 'engine=anthropic&daily_cap=0.5&sure_least=40' 303
page_get 'stands there' $here 200 'value="anthropic" selected' 'value="0.50"' \
    'value="40"' 'claude-haiku-4-5 at ' 'What came before'
db_is 'with who did it' "select who, detail ->> 'daily_cap' from audit
    where action = 'enrich_settings' order by id limit 1" \
    'token test-admin|500000'

pg_sql "$db_name" -c "insert into mailbox (id, name) values (1, 'A');
    insert into customer (id, first_name) values (51, 'Quentin');
    insert into conversation (id, number, mailbox_id, customer_id, status, subject,
      created_at, modified_at, content_hash)
    values (1, 1, 1, 51, 'active', 'Trouble', now() - interval '1 h', now(), '\\x00'),
      (2, 2, 1, 51, 'active', 'More', now() - interval '1 h', now(), '\\x00');
    insert into message (id, conversation_id, kind, author_kind, author_id,
      created_at, body, state)
    values (10, 1, 'customer', 'customer', 51, now() - interval '1 h',
      'It crashes whenever I open level 12', 'published');
    insert into analysis_due (conversation_id) values (1), (2)" >/dev/null
program tidemark-score >"$R/log/score" 2>&1
page_post 'a test is asked for' $here/test '' 303
page_get 'and under way' $here 200 'It is being asked'
enrich
page_get 'and good' $here 200 'It works, .*claude-haiku-4-5-20251001 answered in'
pg_sql "$db_name" -c "update enrichment set summary = 'Se cierra <b>',
    language = 'es', translation = 'It closes <b>', cause = 'level 12 <i>',
    categories = '{crash}', intent = 'crash_report', sure = 0.9,
    entities = '[{\"kind\": \"level\", \"text\": \"12 <u>\"}]'
    where conversation_id = 1;
    update data_version set version = version + 1" >/dev/null
page_get 'what it says stands on the page, as its own' /conversations/1 200 \
    'What the model says' 'lang="es"' 'Se cierra &lt;b&gt;' 'It closes &lt;b&gt;' \
    'level 12 &lt;i&gt;' '12 &lt;u&gt;' \
    'By anthropic, claude-haiku-4-5-20251001' 'Nothing is counted by it' '!<b>It'
page_get 'of what was not sent it says why' /conversations/2 200 \
    'Not asked: the message is empty'
page_get 'lists have the sentence, marked' /conversations 200 \
    'It closes &lt;b&gt;' 'in words of anthropic'
page_get 'so has JSON' /api/v1/conversations 200 \
    '"summary":"It closes [^"]*","summary_by":"anthropic"' '"summary_by":"rules"'
page_get 'and CSV' /api/v1/conversations.csv 200 'summary_by' ',anthropic'
page_get 'and the insights of the replaced system' '/admin/insights?hours=48' 200 \
    '"summary_by":"anthropic"' '"one_liner":"It closes ' '"root_cause":"level 12 ' '"root_cause":null'
page_get 'and the working list as CSV' '/insights.csv?range=48h' 200 'hs_link,summary_by' \
    ',anthropic'
page_get 'what it would cost is said first' "$here?days=30" 200 'asked about all of'
pg_sql "$db_name" -c "update enrichment set outcome = 'failed', error = 'x'
    where conversation_id = 1; update data_version set version = version + 1" \
    >/dev/null
page_get 'and both ways' "$here?days=30" 200 \
    'conversation of the last .*that the model was not asked about' \
    'At once: less than .0.01' 'By batch, within a day' 'Ask about them by batch'
page_post 'a way that is none' $here/backlog 'days=30&how=never' 422 how
page_post 'by batch' $here/backlog 'days=30&how=batch' 303
enrich
page_get 'it is under way' $here 200 'batch of 1 is being answered. It costs .* more'
page_get 'and among the jobs' /jobs 200 'by batch'
pg_sql "$db_name" -c 'update model_batch set look_at = now()' >/dev/null
enrich
pg_sql "$db_name" -c 'update model_batch set look_at = now()' >/dev/null
enrich
page_get 'then it has ended' $here 200 '!is being answered'
page_get 'what was asked, for what' /settings/usage 200 'Models cost' \
    'what conversations are about' 'then the rules alone say it' \
    'tests of the connection'
page_get 'a chart of dollars by day, whose days lead to their rows' /settings/usage \
    200 'Dollars by day' 'href="#d-20' 'id="d-20' 'class="chart'
page_get 'of years there is the table alone' '/settings/usage?days=400' 200 \
    '!Dollars by day'
page_get 'by day as a table' /settings/usage.csv 200 \
    'day,engine,purpose,model,calls,failures' ',anthropic,enrich,claude-haiku'
db_is 'each sum is of its calls' "select count(*) from (
      select day, engine, purpose, model, calls, failures, input_tokens,
        output_tokens, cost, took_ms from model_usage
      except select (at at time zone 'UTC')::date, engine, purpose, model,
        count(*), count(error), sum(input_tokens), sum(output_tokens),
        sum(cost), sum(took_ms)
      from model_call group by 1, 2, 3, 4) x" 0
page_get 'days beyond all' '/settings/usage?days=0' 422 days

page_get 'a number of calls opens them' '/settings/usage/calls?purpose=enrich' 200 \
    'calls? of models' 'href="/conversations/1">#1</a>' 'answered'
page_get 'a test is about nothing' '/settings/usage/calls?purpose=enrich_test' 200 \
    'nothing stored'

# --- the old paths ---------------------------------------------------------------

gone()
{
	page_ask -X DELETE "/admin/clear-ticket-cache?ticket_number=$2"
	page_compare "$1" "${@:3}"
}
page_post 'nothing is left to ask' /admin/enrich-from-db '' 200 \
    '"enriched":0,"total_unenriched":0'
gone 'what it said is forgotten' 1 200 '"ok":true,"message":"Cache of ticket #1'
gone 'once' 1 200 '"ok":false,"message":"Ticket #1 has no cache to clear"'
gone 'of none there is nothing' 99 200 '"ok":false,"error":"Ticket #99 not found"'
page_post 'then it is asked again' '/admin/enrich-from-db?limit=5' '' 200 \
    '"total_unenriched":1' '"queued":1'
enrich
page_get 'and said' /conversations/1 200 'What the model says'
page_as reviewer
page_post 'not by reviewers' /admin/enrich-from-db '' 403
check_end
