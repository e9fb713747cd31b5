#!/bin/bash
# SPDX-License-Identifier: MIT
# Without any key, and with nobody to be reached but Help Scout: import, categories,
# scores, vectors, search, similar conversations, and every path of the replaced system
# about models and vectors work by what is here, and say so; nothing else is asked.
. "${0%/*}/../lib/page.sh"
. "${0%/*}/../lib/crawl.sh"
crawl_open --demo 120 --keep-requests on
mkdir -p "$R/v" && chmod 0777 "$R/v"
# As if the network were denied: no other service has an address that answers.
nobody=http://127.0.0.1:9
stack_env+=(TIDEMARK_VECTOR_FOLDER="$R/v" OPENAI_BASE_URL="$nobody/v1"
    OPENAI_EMBED_URL="$nobody/v1/embeddings" TIDEMARK_ANTHROPIC_BASE_URL="$nobody"
    TIDEMARK_PINECONE_BASE_URL="$nobody" TIDEMARK_SLACK_BASE_URL="$nobody"
    TIDEMARK_SLACK_HOOKS_URL="$nobody/")
page_web

run()
{
	program "$@" >"$R/log/run" 2>&1
	is "$* ends well" $? 0
	is "$* has nothing to complain of" "$(grep -c 'level=error' "$R/log/run")" 0
}

run tidemark-backfill
run tidemark-score
run tidemark-score --quality
run tidemark-score --enrich
run tidemark-reindex
run tidemark-reindex --learn
run tidemark-notify

page_as admin
# --- vectors ---------------------------------------------------------------------------
db_is 'each conversation with words has its vector, by the local model' "select engine,
    count(*) > 100 from embedding join embedding_model m on m.id = model_id
    where vector is not null group by 1" 'local|t'
page_get 'the old search by vectors answers' '/admin/vector_search?q=crash+after+loading' \
    200 '"ok":true' '"id":"[0-9]+","score":0\.[0-9]+'
is 'with as many as there were by default' "$(jq '.matches | length' "$R/body")" 10
page_post 'an index of what is recent' /admin/reindex_recent '' 200 '"ok":true' \
    '"upserted":0' '"state":"queued"'
page_post 'and of all, without a key' /admin/reindex_vectors '' 200 '"ok":true' \
    '"pinecone":\{"ok":true\}'
for i in 1 2; do
	program tidemark-reindex >/dev/null 2>&1
done
db_is 'which are done' "select count(*) filter (where state = 'done'), count(*)
    from job where kind = 'reindex'" '2|2'
page_get 'search by words and by meaning' '/api/v1/search?q=crash' 200 \
    '"without_meaning":null' '"found_by":\["words"'
# not each has one: 0.70 is asked of the local model
for one in $(db "select conversation_id from embedding where vector is not null
    order by 1 limit 60"); do
	page_ask "/api/v1/conversations/$one/similar"
	[ "$(jq '.similar | length' "$R/body")" = 0 ] || break
done
page_get 'similar ones beside a conversation' "/conversations/$one" 200 'id="similar-h"'

# --- what a model would say -------------------------------------------------------------
page_get 'insights have a sentence, by the rules' '/admin/insights?hours=96' 200 \
    '"global_summary":"[^"]+' '"one_liner":"[^"]+' '"root_cause":null'
page_get 'and say who made it' /api/v1/conversations 200 '"summary_by":"rules"' \
    '!"summary_by":"(anthropic|openai)"'
page_post 'enrich-from-db asks nobody, and says how many are without' \
    /admin/enrich-from-db 'limit=5' 200 '"ok":true' '"enriched":0' '"queued":0' \
    '"total_unenriched":[0-9]+'
page_get 'preview judges by the rules' '/admin/preview?text=It+crashes+on+level+12' 200 \
    '"categories":\["(bug|crash)' '"llm":\{\}'
page_get 'the status says that there is no model' /admin/system-status 200 \
    '"llm_configured":false' '"slack_configured":false' '"status":"operational"'
page_get 'so does the old test of Slack' /admin/test-slack 200 \
    '"ok":false,"error":"Slack not configured"'
page_get 'what is learned' /admin/learning/stats 200 '"status":"waiting_for_feedback"'
page_get 'replies are scored by the heuristic' \
    '/rollups/agents?start=2000-01-01&end=2100-01-01' 200 '"scored_cnt":[1-9]'
page_get 'the page of models says who works' /settings/enrichment 200 '[Rr]ules'
page_get 'and that nothing was paid' /settings/usage 200

# --- who was asked ------------------------------------------------------------------------
is 'nobody was asked but Help Scout' \
    "$(ask requests | jq -r .service | sort -u | xargs)" helpscout
db_is 'nothing was paid for' 'select count(*) from model_usage' 0
is 'and no program tried' "$(grep -rlF "${nobody#*//}" "$R/log" | xargs)" ''
check_end
