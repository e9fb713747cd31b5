#!/bin/bash
# SPDX-License-Identifier: MIT
# Corrections by JSON and by form: shapes, refusals, who may, what is kept.
. "${0%/*}/../lib/page.sh"
page_open
db_load reports.sql
program tidemark-score >/dev/null 2>&1
page_as reviewer
doc=$top/docs/openapi.json

mapfile -t ids < <(db "SELECT conversation_id FROM analysis WHERE counted
    AND severity = 'low' ORDER BY 1 LIMIT 8")
one=${ids[0]} two=${ids[1]}

# fits PATH METHOD: what the document finds wrong with the last answer
fits()
{
	jq -r --slurpfile doc "$doc" --arg path "$1" --arg method "$2" \
	    --arg status "$page_status" -f "$lib/schema.jq" "$R/body" 2>&1 |
	    head -n 5
}

# json PATH BODY: POST
json()
{
	page_ask -H 'Content-Type: application/json' --data "$2" "$1"
}

# shaped TITLE PATH METHOD JQ WANTED: of the last answer
shaped()
{
	is "$1: shape" "$page_status $(fits "$2" "$3")" '200 '
	is "$1" "$(jq -c "$4" "$R/body" 2>&1)" "$5"
}

# --- the paths of the replaced system -----------------------------------------

t=/admin/ticket
page_ask --data '' "$t/mark_seen?conv_id=$one"
shaped 'mark_seen by query' $t/mark_seen post . '{"ok":true}'
db_is 'marks as dismissed unless it is told otherwise' "SELECT field, became,
    who, number FROM feedback WHERE conversation_id = $one" \
    "dismissed|yes|token test-reviewer|$(db "SELECT number FROM conversation
    WHERE id = $one")"
json $t/mark_seen "{\"conv_id\":$two,\"action\":\"seen\"}"
shaped 'mark_seen by body' $t/mark_seen post . '{"ok":true}'
json $t/mark_seen "{\"conv_id\":${ids[2]},\"action\":\"done\"}"
page_ask --data "conv_id=$one" $t/mark_seen
page_ask $t/dismissed
shaped 'dismissed and seen are listed, once each, done is not' $t/dismissed get \
    .dismissed "[$one,$two]"
json $t/unmark "{\"conv_id\":$one}"
shaped 'unmark' $t/unmark post . '{"ok":true}'
json $t/unmark "{\"conv_id\":${ids[2]}}"
page_ask "$t/dismissed?again"
is 'takes it out again' "$(jq -c .dismissed "$R/body")" "[$two]"
db_is 'but not done' "SELECT done_at IS NOT NULL FROM analysis
    WHERE conversation_id = ${ids[2]}" t
for path in mark_seen unmark; do
	json $t/$path '{"conv_id":0}'
	page_compare "$path of 0" 400 '^\{"detail":"conv_id required"\}$'
	json $t/$path '{}'
	page_compare "$path of nothing" 422 'conv_id'
	json $t/$path '{"conv_id":4}'
	page_compare "$path of one that is not stored" 404 '4 is not here'
done
json $t/mark_seen "{\"conv_id\":$one,\"action\":\"eaten\"}"
page_compare 'an action that is none' 422 'dismissed\|seen\|done'

f=$t/feedback
page_ask --data '' "$f?conv_id=$one&correct_intent=refund_request&correct_severity=high&notes=by+hand"
shaped 'feedback by query' $f post . "{\"ok\":true,\"message\":\"Feedback saved and ticket updated.\",\"updated_ticket\":{\"conv_id\":$one,\"intent\":\"refund_request\",\"severity_bucket\":\"high\"}}"
json $f "{\"conv_id\":$two,\"correct_severity\":\"critical\"}"
shaped 'feedback by body' $f post '.updated_ticket.severity_bucket' '"critical"'
json $f '{"conv_id":4,"correct_severity":"high"}'
shaped 'feedback about one that is not stored' $f post \
    '[.ok, .updated_ticket]' '[false,null]'
json $f "{\"conv_id\":$two,\"notes\":\"only a remark\"}"
shaped 'a remark alone changes nothing' $f post '.updated_ticket.severity_bucket' \
    '"critical"'
db "INSERT INTO conversation (id, number, mailbox_id, status, subject,
  created_at, modified_at, content_hash) VALUES (77, 77, 11, 'active', 'x',
  now(), now(), '')"
json $f '{"conv_id":77,"correct_severity":"high"}'
shaped 'feedback before the first verdict' $f post '[.ok, .updated_ticket]' \
    '[true,null]'
while read -r what names body; do
	json $f "{\"conv_id\":$one,$body}"
	page_compare "$what is refused, with what there is" 422 "$names" \
	    "${names%%:*}"
done <<'TXT'
severity critical,.high,.medium,.low "correct_severity":"worst"
intent crash_report,.billing_issue "correct_intent":"party"
markup correct_intent "correct_intent":"<script>"
nothing nothing.is.said "notes":""
TXT

page_ask /admin/feedback/summary
shaped 'summary' /admin/feedback/summary get \
    '[.total_corrections, .intent_distribution, .severity_distribution, .insights]' \
    '[4,{"refund_request":1},{"high":2,"critical":1},{"most_corrected_intent":"refund_request","most_corrected_severity":"high"}]'
is 'what one said at once is one entry, newest first' "$(jq -c \
    '[.all_feedback[] | [.correct_intent, .correct_severity, .notes]]' \
    "$R/body")" '[[null,"high",null],[null,null,"only a remark"],[null,"critical",null],["refund_request","high","by hand"]]'
page_ask /admin/learning/stats
shaped 'learning' /admin/learning/stats get 'del(.message)' \
    '{"total_learned_intents":1,"total_exact_matches":1,"total_severity_rules":3,"cache_age_seconds":0,"status":"active"}'
page_ask '/admin/db_stats?x=1'
is 'db_stats count corrections' "$(jq .total_corrections "$R/body")" 4

# --- version 1 ----------------------------------------------------------------

c=/api/v1/corrections
json $c "{\"conversations\":[${ids[3]},${ids[4]}],\"category\":\"payment\",\"severity\":\"high\",\"notes\":\"both\"}"
shaped 'several at once' $c post '[.ok, (.corrections | length),
    ([.corrections[] | .to] | unique)]' '[true,4,["high","payment"]]'
batch=$(jq .batch "$R/body")
page_ask "$c?conversation=${ids[3]}"
shaped 'listed' $c get '[.corrections[] | [.field, .from, .to, .state, .who]]' \
    '[["severity","low","high","in_force","token test-reviewer"],["category","'"$(db "SELECT ruled_main_category FROM analysis WHERE conversation_id = ${ids[3]}")"'","payment","in_force","token test-reviewer"]]'
page_ask "/api/v1/conversations/${ids[3]}?y=1"
shaped 'the conversation says who corrected it' '/api/v1/conversations/{id}' \
    get '[.severity, .main_category, .categories[0], .corrected.severity.by,
    .corrected.severity.engine_says, .done]' \
    '["high","payment","payment","token test-reviewer","low",false]'
page_ask "/api/v1/conversations?flag=corrected&limit=500"
shaped 'the list as well' /api/v1/conversations get \
    '[.total, ([.conversations[] | select(.corrected == {})] | length)]' '[4,0]'
json $c "{\"conversations\":[${ids[3]}],\"severity\":\"critical\"}"
page_ask "$c?state=replaced"
is 'an older word is replaced' "$(jq -c '[.corrections[].to]' "$R/body")" '["high"]'
id=$(db 'SELECT max(id) FROM feedback')
page_ask --data '' "$c/$id/undo"
shaped 'undone' "$c/{id}/undo" post . '{"ok":true}'
db_is 'what was said before is in force again' "SELECT severity FROM analysis
    WHERE conversation_id = ${ids[3]}" high
page_ask --data '' "$c/$id/undo"
page_compare 'undone twice' 409 'taken back before'
page_ask --data '' "$c/999999/undo"
page_compare 'undo of nothing' 404
page_ask --data '' "$c/x/undo"
page_compare 'undo of no number' 404
json $c/undo "{\"batch\":$batch}"
shaped 'a batch undone' $c/undo post . '{"ok":true}'
db_is 'the engine speaks again, for both' "SELECT count(*) FROM analysis
    WHERE conversation_id IN (${ids[3]}, ${ids[4]}) AND severity = 'low'
    AND corrected = '{}' AND ruled_severity IS NULL" 2
json $c/undo '{"batch":999999}'
page_compare 'undo of a batch that is none' 404
json $c "{\"conversations\":[$one,4],\"done\":true}"
page_compare 'one of several is not stored: nothing changes' 404 '4 is not here'
db_is 'nothing changed' "SELECT done_at IS NULL FROM analysis
    WHERE conversation_id = $one" t
json $c "{\"conversations\":$one,\"severity\":\"rules\",\"intent\":\"rules\"}"
shaped 'rules: as they say, again' $c post '[.batch, .corrections]' '[null,[]]'
db_is 'everything that people said is taken back' "SELECT count(*)
    FROM correction WHERE conversation_id = $one" 0

while read -r parameter body; do
	json $c "$body"
	is "422 for $body" "$page_status $(jq -r '.detail[0].loc[1]' \
	    "$R/body" 2>&1)" "422 $parameter"
done <<TXT
conversations {"done":true}
conversations {"conversations":[],"done":true}
conversations {"conversations":["x"],"done":true}
conversations {"conversations":[-1],"done":true}
conversations {"conversations":[$(seq -s , 1 201)],"done":true}
category {"conversations":[$one]}
category {"conversations":[$one],"category":"nonsense"}
severity {"conversations":[$one],"severity":"HIGH"}
intent {"conversations":[$one],"intent":"crash"}
done {"conversations":[$one],"done":"maybe"}
notes {"conversations":[$one],"notes":"$(head -c 2001 /dev/zero | tr '\0' a)"}
TXT
page_ask "$c?state=lost"
page_compare 'a state that is none' 422 state
page_ask "$c?from=2026-02-02&to=2026-02-01"
page_compare 'backwards' 422 to

json $c "{\"conversations\":[$one],\"done\":true,\"notes\":\"=1+1\"}"
page_ask "$c.csv?conversation=$one"
page_head 'CSV is one' '^Content-Type: text/csv'
is 'CSV has the rows of the list' "$(grep -c "$one" "$R/body")" \
    "$(db "SELECT count(*) FROM feedback WHERE conversation_id = $one")"
like 'a formula is text' "$page_body" "'=1\\+1"
page_ask "$c?limit=2"
is 'pages hold each once' "$(jq -c '[.corrections[].id]' "$R/body"
    page_ask "$c?limit=500&after=$(jq .next "$R/body")"
    jq -c '[.corrections[].id]' "$R/body")" "$(db "SELECT
    '[' || string_agg(id::text, ',' ORDER BY id DESC) || ']' FROM (SELECT id,
    row_number() OVER (ORDER BY id DESC) <= 2 AS first FROM feedback) x
    GROUP BY first ORDER BY first DESC")"

# --- the team's marks ---------------------------------------------------------

for flag in 'done' dismissed open corrected needs_person; do
	case $flag in
	done) sql='done_at IS NOT NULL' ;;
	dismissed) sql='dismissed_at IS NOT NULL' ;;
	open) sql='done_at IS NULL AND dismissed_at IS NULL' ;;
	corrected) sql="corrected <> '{}'" ;;
	*) sql='waiting_since IS NOT NULL AND done_at IS NULL
	    AND dismissed_at IS NULL' ;;
	esac
	page_ask "/api/v1/conversations?flag=$flag&limit=1"
	is "flag=$flag" "$(jq .total "$R/body")" "$(db "SELECT count(*)
	    FROM analysis WHERE counted AND $sql")"
done
db "INSERT INTO message (id, conversation_id, kind, created_at, body)
  VALUES (1, $one, 'customer', now(), 'It is back');
  INSERT INTO analysis_due (conversation_id) VALUES ($one)"
program tidemark-score >/dev/null 2>&1
db_is 'who writes again is not done any more' "SELECT done_at IS NULL
    FROM analysis WHERE conversation_id = $one" t

# --- who may ------------------------------------------------------------------

is 'every change has its line in the audit, and what it was' "$(db "SELECT
    count(*) FROM audit WHERE action = 'correct' AND who = 'token test-reviewer'
    AND jsonb_array_length(detail -> 'conversations') > 0")" \
    "$(db 'SELECT count(DISTINCT batch) + 3 FROM feedback')"
db_is 'undos too' "SELECT count(*) FROM audit
    WHERE action = 'correct_undo'" 2
before=$(db 'SELECT count(*) FROM feedback')
for role in nobody viewer; do
	page_as $role
	status=403
	[ $role = viewer ] || status='401|303'
	for path in "$t/mark_seen" "$t/unmark" "$f" "$c" "$c/1/undo" "$c/undo" \
	    /corrections /corrections/undo; do
		page_post "$role: $path" "$path" "conv_id=$one&ids=$one&conversations=$one&batch=1&done=1" \
		    "$status"
	done
done
is 'nobody and viewers changed nothing' "$(db 'SELECT count(*) FROM feedback')" \
    "$before"
page_as viewer
page_get 'a viewer sees what people said' "/conversations/$two" 200 \
    'severity by|What people said' '!name="csrf"' '!id="correct"'
page_get 'and all of it' /corrections 200 'only a remark' '!<form method="post"' \
    '!name="csrf"'
page_get 'and no boxes to tick' '/conversations?sort=oldest' 200 '!class="tick"'

# --- forms --------------------------------------------------------------------

program tidemark-admin --role reviewer user add rita >/dev/null 2>&1
link=$(program tidemark-admin login-link rita)
page_auth=(-b "$R/jar" -c "$R/jar")
page_ask --data "token=${link##*token=}" /sign-in/link
page_ask "/conversations/$two"
page_compare 'a reviewer finds the form' 200 'id="correct"' \
    '<option value="crash">' '<option value="refund_request">'
page_head 'which nobody keeps' '^Cache-Control: no-store'
csrf=$(grep -o 'name="csrf" value="[^"]*"' <<<"$page_body" | head -n 1 |
    cut -d '"' -f 4)
page_post 'a form of another site' /corrections "ids=$two&done=1" 403
page_post 'or with another token' /corrections "ids=$two&done=1&csrf=x" 403
page_post 'the right one' /corrections \
    "csrf=$csrf&ids=$two&ids=$one&intent=how_to&back=/conversations/$two?a=b" 303
page_head 'leads back' "^Location: /conversations/$two\\?a=b\$"
page_get 'the very next page shows it, with a way back' \
    "/conversations/$two" 200 'by rita; the rules say' '2.conversations: intent' \
    'action="/corrections/undo"'
page_get 'the overview as well' '/?range=7d' 200 '2.conversations: intent'
batch=$(db 'SELECT max(batch) FROM feedback')
page_post 'undone by form' /corrections/undo "csrf=$csrf&batch=$batch&back=//evil.example" 303
page_head 'leads to no other site' '^Location: /$'
page_get 'gone' "/conversations/$two" 200 '!by rita; the rules say' 'undone by rita'
page_post 'undone twice by form is as wished' /corrections/undo \
    "csrf=$csrf&batch=$batch" 303
page_post 'nothing ticked' /corrections "csrf=$csrf&done=1" 422 \
    'No conversation is ticked'
page_post 'a category that is none' /corrections \
    "csrf=$csrf&ids=$two&category=%3Cb%3E" 422 'must be one of bug, crash' '!<b>$'
page_post 'hostile notes' /corrections \
    "csrf=$csrf&ids=$two&notes=%3Cscript%3Ealert(1)%3C/script%3E" 303
page_get 'are text' '/corrections?field=note' 200 '&lt;script&gt;alert' \
    '!<script>alert'
page_get 'who never said anything is not taken for everybody' \
    '/corrections?who=Nobody%3Cb%3E' 200 'Nothing here' \
    '<option value="Nobody&lt;b&gt;" selected>'
check_end
