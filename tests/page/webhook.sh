#!/bin/bash
# SPDX-License-Identifier: MIT
# Deliveries of Help Scout: what is genuine is stored before it is acknowledged,
# what is not is refused and counted.
. "${0%/*}/../lib/page.sh"
. "$lib/hook.sh"

page_open
page_as nobody

events()
{
	db_is "$1" 'select event, resource_id, conversation_id, times, state
	    from webhook_event order by id desc limit 1' "$2"
}

refused()
{
	db_is "$1" "select times from webhook_refused where cause = '$2'" "$3"
}

# The answer as docs/openapi.json describes it.
fits()
{
	is "$1" "$(jq -r --slurpfile doc "$top/docs/openapi.json" \
	    --arg path "$hook_path" --arg method post --arg status \
	    "$page_status" -f "$lib/schema.jq" "$R/body" 2>&1 | head -n 5)" ''
}

# --- without a secret --------------------------------------------------------
hook convo.created '{"id":1}'
page_compare 'no secret is configured' 503 'hs_webhook_secret'
hook_raw "$(printf '{"id":1}' | openssl dgst -sha1 -hmac '' -binary 2>/dev/null |
    base64)" convo.created '{"id":1}'
page_compare 'nor does the empty key sign' 503
refused 'which is counted' 'no secret' 2
fits 'a refusal has the shape of the document'

service_stop web
stack_env+=(HS_WEBHOOK_SECRET="$hook_secret")
web_start || die 'the web program did not start'

# --- genuine -----------------------------------------------------------------
hook convo.created '{"id":7001,"subject":"a\/b \u00e9"}'
page_compare 'a signed delivery' 200 '^\{"ok": ?true\}$'
fits 'has the shape of the document'
events 'is stored' 'convo.created|7001|7001|1|new'
page_head 'as JSON' '^Content-Type: application/json'
hook convo.created '{"id":7001,"subject":"a\/b \u00e9"}'
page_compare 'the same bytes again' 200 '"ok"'
events 'are counted, not stored' 'convo.created|7001|7001|2|new'
hook convo.created '{"id":7001,"subject":"a\/c"}'
events 'other bytes are another delivery' 'convo.created|7001|7001|1|new'
hook convo.status '{"id":7001,"subject":"a\/c"}'
events 'so is another event' 'convo.status|7001|7001|1|new'
hook_path=/webhooks/helpscout
hook convo.tags '{"id":7002}'
page_compare 'the other address' 200 '^\{"queued": ?true\}$'
fits 'too'
events 'does the same' 'convo.tags|7002|7002|1|new'
hook_path=/helpscout/webhook

db "update webhook_event set state = 'done', done_at = now()"
hook convo.tags '{"id":7002}'
events 'what was just done is not done again' 'convo.tags|7002|7002|2|done'
db "update webhook_event set done_at = now() - interval '1 hour'"
hook convo.tags '{"id":7002}'
events 'what was done long ago is' 'convo.tags|7002|7002|3|new'

# --- what it says --------------------------------------------------------------
# reads TITLE EVENT BODY STORED
reads()
{
	hook "$2" "$3"
	[ "$page_status" = 200 ] || {
		check_fail "$1: status $page_status"
		return
	}
	events "$1" "$4"
}
reads 'a rating names its conversation' satisfaction.ratings \
    '{"id":71,"conversationId":7003}' 'satisfaction.ratings|71|7003|1|new'
reads 'a customer is no conversation' customer.updated '{"id":501}' \
    'customer.updated|501|0|1|new'
reads 'a chat has no number' beacon.chat.created '{"id":"6c1e"}' \
    'beacon.chat.created|0|0|1|new'
reads 'an unknown event is acknowledged' convo.thought '{"id":3}' \
    'convo.thought|3|0|1|ignored'
reads 'and one about nothing that is kept' organization.created '{"id":4}' \
    'organization.created|4|0|1|ignored'
reads 'a test of the address' helpscout.test '{"id":5}' \
    'helpscout.test|5|0|1|ignored'
reads 'an array' convo.created '[1]' 'convo.created|0|0|1|ignored'
reads 'no JSON' convo.created '{"id":' 'convo.created|0|0|1|ignored'
reads 'no id' convo.created '{}' 'convo.created|0|0|1|ignored'
reads 'a negative one' convo.created '{"id":-5}' 'convo.created|0|0|1|ignored'
reads 'one that is text' convo.created '{"id":"77"}' \
    'convo.created|0|0|1|ignored'
reads 'one beyond 64 bits' convo.created '{"id":99999999999999999999}' \
    'convo.created|0|0|1|ignored'
reads 'an old client names no event' '' '{"event":{"id":7004}}' \
    '|7004|7004|1|new'
reads 'and another nothing at all' '' '{}' '|0|0|1|new'
reads 'an empty body, signed' convo.created '' 'convo.created|0|0|1|ignored'
reads 'a name that is none' 'x"; drop' '{"id":6}' 'unreadable|6|0|1|ignored'
db_is 'why nothing is done is kept' "select count(*) from webhook_event
    where state = 'ignored' and note = ''" 0
db_is 'and no word of a body' "select count(*) from information_schema.columns
    where table_name = 'webhook_event' and column_name like '%body%'" 1

hook convo.created '{"id":8001}' -H 'Transfer-Encoding: chunked'
page_compare 'chunked' 200 ok
events 'is the same' 'convo.created|8001|8001|1|new'
hook convo.created '{"id":8002}' -H 'Content-Type: text/plain'
page_compare 'whatever its type' 200 ok
hook convo.created '{"id":8003}' -H "Cookie: tidemark_session=abc" \
    -H 'Authorization: Bearer abc' -H 'Origin: https://example.com'
page_compare 'nobody asks who it is' 200 ok
hook convo.created "{\"id\":8004,\"x\":\"$(head -c 15000000 /dev/zero |
    tr '\0' x)\"}"
page_compare 'up to body_max' 200 ok

# --- not genuine -----------------------------------------------------------------
count=$(db 'select count(*) from webhook_event')
body='{"id":9001,"subject":"Ein \u00fcber\/langer Text"}'
good=$(hook_sign "$body")
hook_raw "$(hook_sign "$body" another)" convo.created "$body"
page_compare 'another secret' 401 'Invalid HS signature'
hook_raw "$good" convo.created "$body "
page_compare 'a blank more' 401
refused 'are counted' 'wrong signature' 2
hook_raw '' convo.created "$body"
page_compare 'no signature' 401 'X-HelpScout-Signature is missing'
page_ask -H 'X-HelpScout-Event: convo.created' --data "$body" "$hook_path"
page_compare 'no such header' 401 missing
refused 'are counted by themselves' 'no signature' 2
malformed=0
for signature in "$good=" "${good:0:24}" 'AAAA' "$(printf 'x%.0s' {1..4000})" \
    "$(printf '%s' "$body" | openssl dgst -sha1 -hmac "$hook_secret" |
    sed 's/.* //')" "${good:0:27}-" '============================'; do
	hook_raw "$signature" convo.created "$body"
	page_compare "malformed: ${signature:0:30}" 401 'base64 of 20 bytes'
	malformed=$((malformed + 1))
done
refused 'are counted as such' 'malformed signature' $malformed
big=$(printf '{"id":1,"x":"%s"}' "$(head -c 17000000 /dev/zero | tr '\0' x)")
hook convo.created "$big"
page_compare 'above body_max' 413 body_max
hook convo.created "$(head -c 30000000 /dev/zero | tr '\0' x)"
page_compare '30 MB' 413 body_max
refused 'are counted' 'body too large' 2
hook convo.created "$(head -c 34000000 /dev/zero | tr '\0' x)"
page_compare 'far above, nginx refuses' 413 detail
head -c 2000000 /dev/zero | tr '\0' x >"$R/large"
page_ask --data-binary "@$R/large" /api/v1/jobs
page_compare 'no other address takes more than 1 MB' 413
db_is 'nothing of this is stored' 'select count(*) from webhook_event' "$count"
page_get 'it takes POST alone' /helpscout/webhook 405 '!410'

# Any altered byte, at every place, of the body and of the signature.
wrong=0
for ((i = 0; i < ${#body}; i++)); do
	c=${body:i:1}
	[ "$c" = z ] && c=y || c=z
	hook_raw "$good" convo.created "${body:0:i}$c${body:i+1}"
	[ "$page_status" = 401 ] || wrong=$((wrong + 1))
done
for ((i = 0; i < ${#good}; i++)); do
	c=${good:i:1}
	[ "$c" = A ] && c=B || c=A
	hook_raw "${good:0:i}$c${good:i+1}" convo.created "$body"
	[ "$page_status" = 401 ] || wrong=$((wrong + 1))
done
is 'every altered byte is noticed' "$wrong" 0
hook_raw "$good" convo.created "$body"
page_compare 'and the unaltered one taken' 200 ok

# --- by hand ---------------------------------------------------------------------
page_post 'a test needs an admin' '/admin/test-webhook?conv_id=7001' '' 401
page_as admin
page_post 'it queues' '/admin/test-webhook?conv_id=7001' '' 200 '"ok": ?true' \
    'Webhook processing triggered for conv_id 7001'
db_is 'what a webhook leads to' 'select kind, payload from job' \
    'conversation|{"id": 7001}'
page_post 'which conversation must be said' '/admin/test-webhook' '' 422 conv_id

# --- what people see ----------------------------------------------------------------
page_as viewer
page_get 'Jobs say how webhooks do' /jobs 200 'Webhooks' 'refused'
page_get 'so does readyz' /readyz 200 '"webhooks"'
page_as admin
page_get 'and the system status' /admin/system-status 200 '"webhooks"' \
    '"refused"'
page_get 'and figures' /metrics 200 'tidemark_webhooks_waiting [1-9]' \
    'tidemark_webhooks_refused [1-9]'

check_end
