#!/bin/bash
# SPDX-License-Identifier: MIT
# All that the programs send to Help Scout, Slack, a model, embeddings and an index has
# the shape that their makers describe (tests/lib/services.json); each rule can fail.
# The clients' own tests are looked at in tests/unit/shapes.sh, the scorer's requests in
# quality_shapes.sh.
. "${0%/*}/../lib/slack.sh"
. "${0%/*}/../lib/page.sh"
. "${0%/*}/../lib/connect.sh"
sent_lib=$lib
. "$lib/sent.sh"
slack_open --demo 40 --keep-requests on --client-id sandbox-app \
    --client-secret sandbox-secret
stack_claude
stack_model
mkdir -p "$R/v" && chmod 0777 "$R/v"
stack_env+=(HS_WEBHOOK_SECRET=hook-secret TIDEMARK_VECTOR_FOLDER="$R/v"
    TIDEMARK_EMBEDDER=openai PINECONE_API_KEY=pcsk-sandbox)
page_web

# --- what the programs do --------------------------------------------------------------

backfill
is 'an import' "$status" 0
ask "touch?id=$(db 'select max(id) from conversation')" >/dev/null
backfill
db "insert into job (kind, payload) select 'conversation',
      jsonb_build_object('id', min(id)) from conversation" >/dev/null
backfill
for word in register register status remove; do
	program tidemark-admin webhook $word >/dev/null 2>&1
done
connect_session anna admin
connect_account anna
db "update hs_connection set expires_at = now()" >/dev/null
program tidemark-admin connection test >/dev/null 2>&1
page_as reviewer
one=$(db 'select min(id) from conversation')
page_post 'a note' /admin/reply "conv_id=$one&text=Seen" 200
page_get 'tags' "/admin/hs_tags?conv_id=$one" 200
program tidemark-score >/dev/null 2>&1
db "update enrich_state set engine = 'anthropic', daily_cap = 100000000;
    update qa_setting set daily_cap = 100000000;
    insert into enrich_due (conversation_id) select id from conversation" >/dev/null
program tidemark-score --enrich >/dev/null 2>&1
for i in 1 2 3; do
	program tidemark-reindex >"$R/log/reindex" 2>&1
done
incident crash
notify
incident_to "$incident" acknowledged ann
ask 'fault?kind=lost&path=chat.postMessage' >/dev/null
incident payment
notify
db "update slack_message set sent_at = now() - interval '1 h' where state = 'sending'" \
    >/dev/null 2>&1
sleep 2
notify

# --- what left -------------------------------------------------------------------------

ask requests | sent_read >"$R/read"
is 'each request fits' "$(sent_faults "$R/read")" ''
sent_kinds "$R/read" | sed 's/^/# /'
is 'of every service' "$(jq -r .service "$R/read" | sort -u | xargs)" \
    'anthropic helpscout openai pinecone slack'

is 'every rule can fail' "$(sent_mutants "$R/read" <<'TXT'
POST /v2/oauth2/token | .head["content-type"] = "text/plain" | content-type is
POST /v2/oauth2/token | .head.authorization = "Bearer x" | authorization is
POST /v2/oauth2/token | .body.grant_type = "password" | body.grant_type is
POST /v2/oauth2/token | del(.body.client_secret) | client_secret is missing
POST /v2/oauth2/token | .body.redirect_uri = "x" | redirect_uri is not known
POST /v2/oauth2/token | .body.scope = "x" | scope is not known
GET /v2/conversations | .path = "/v2/conversation" | is not known
GET /v2/conversations | .method = "DELETE" | is not known
GET /v2/conversations | del(.head.authorization) | authorization is missing
GET /v2/conversations | .head.authorization = "Token x" | authorization is not like
GET /v2/conversations | del(.query.status) | status is missing
GET /v2/conversations | .query.status = "new" | status is new
GET /v2/conversations | .query.modifiedSince = "2026-01-01T00%3A00%3A00.000Z" | modifiedSince is not like
GET /v2/conversations | .query.mailbox = "a" | mailbox is not like
GET /v2/conversations | .query.sortField = "mailboxId" | sortField is
GET /v2/conversations | .query.sortOrder = "up" | sortOrder is
GET /v2/conversations | .query.embed = "customers" | embed is
GET /v2/conversations | .query.page = "0" | page is not like
GET /v2/conversations | .query.size = "100" | size is not known
GET /v2/conversations | .body = {} | a body
/notes | .body.text = "" | text is shorter
/notes | .body.body = "x" | body is not known
/notes | del(.body.text) | text is missing
/notes | .head["content-type"] = "text/html" | content-type is not like
POST /v2/webhooks | .body.secret = "01234567890123456789012345678901234567890" | longer than 40
POST /v2/webhooks | del(.body.secret) | secret is missing
POST /v2/webhooks | .body.events = [] | fewer than 1
POST /v2/webhooks | .body.events[0] = "convo.written" | events[0] is
POST /v2/webhooks | .body.payloadVersion = "V1" | payloadVersion is
POST /v2/webhooks | .body.notification = 0 | not boolean
POST /v2/webhooks | .body.url = "ftp://x" | url is not like
PUT /v2/webhooks | del(.body.url) | url is missing
POST /slack/api/chat.postMessage | .head["content-type"] = "application/json" | content-type is
POST /slack/api/chat.postMessage | .head.authorization = "xoxb-x" | authorization is not like
POST /slack/api/chat.postMessage | .body.channel = "#alerts" | channel is not like
POST /slack/api/chat.postMessage | del(.body.text) | text is missing
POST /slack/api/chat.postMessage | .body.text = "x" * 4001 | longer than 4000
POST /slack/api/chat.postMessage | .body.thread_ts = 1503435956.000247 | not string
POST /slack/api/chat.postMessage | .body.thread_ts = "1503435956" | thread_ts is not like
POST /slack/api/chat.postMessage | .body.metadata = {event_type: "x"} | event_payload is missing
POST /slack/api/chat.postMessage | .body.username = "x" | username is not known
POST /slack/api/chat.postMessage | .body.blocks = "[]" | not array
POST /slack/api/chat.postMessage | .body.blocks = [range(51) \| {type: "divider"}] | more than 50
POST /slack/api/chat.postMessage | .body.blocks = [{type: "header", text: {type: "mrkdwn", text: "x"}}] | blocks[0]
POST /slack/api/chat.postMessage | .body.blocks = [{type: "header", text: {type: "plain_text", text: ("x" * 151)}}] | longer than 150
POST /slack/api/chat.postMessage | .body.blocks = [{type: "section", text: {type: "mrkdwn", text: ("x" * 3001)}}] | longer than 3000
POST /slack/api/chat.postMessage | .body.blocks = [{type: "section", fields: [range(11) \| {type: "mrkdwn", text: "x"}]}] | more than 10
POST /slack/api/chat.postMessage | .body.blocks = [{type: "actions", elements: [{type: "button", text: {type: "plain_text", text: ("x" * 76)}}]}] | longer than 75
POST /slack/api/chat.postMessage | .body.blocks = [{type: "actions", elements: [{type: "button", style: "big", text: {type: "plain_text", text: "x"}}]}] | style is big
POST /slack/api/chat.update | del(.body.ts) | ts is missing
POST /slack/api/chat.update | .body.thread_ts = "1503435956.000247" | thread_ts is not known
POST /slack/api/chat.update | .body.unfurl_links = false | unfurl_links is not known
/slack/api/conversations | del(.query.channel) | channel is missing
/slack/api/conversations | .query.limit = "1000" | limit is not like
TXT
)" ''
check_end
