#!/bin/bash
# SPDX-License-Identifier: MIT
# What reads alike: in search and why it is there, beside a conversation with how it
# was answered, under the old paths; the index is swapped under load and damaged.
. "${0%/*}/../lib/page.sh"
db_open
mkdir -p "$R/v"
chmod 0777 "$R/v"
stack_env+=(TIDEMARK_VECTOR_FOLDER="$R/v")
nginx_start "${stack_url##*:}" "${sandbox_url##*:}" || die 'no nginx'
page_web

db "insert into mailbox (id, name) values (1, 'A');
    insert into agent (id, first_name, last_name, email, kind) values
      (11, 'Ada', 'Ortega', 'ada@shop.example', 'user');
    insert into customer (id, first_name, last_name, email) values
      (51, 'Mia', 'Under', 'mia@mail.example');
    insert into conversation (id, number, mailbox_id, customer_id, status, subject,
      created_at, modified_at, closed_at, first_reply_at, content_hash)
    select i, 9000 + i, 1, 51, 'closed', s[1 + i % 3], now() - i * interval '1 h',
      now(), now() - i * interval '1 h' + interval '90 min',
      now() - i * interval '1 h' + interval '1 h', decode(md5(i::text), 'hex')
    from generate_series(1, 90) i, (select array['Refund', 'Crash', 'Parcel']
      as s) x;
    insert into message (id, conversation_id, kind, author_kind, author_id,
      created_at, body, state)
    select i * 10, i, 'customer', 'customer', 51, now() - i * interval '1 h',
      b[1 + i % 3] || ' order' || i || case when i % 6 = 0 then ' reimbursement' else '' end,
      'published'
    from generate_series(1, 90) i, (select array[
      'charged twice on my card, money back please',
      'the game closes after the loading screen, black picture',
      'the parcel has not come, tracking says it was handed over'] as b) x
    union all
    select i * 10 + 1, i, 'agent', 'user', 11, now() - i * interval '1 h'
      + interval '1 h', 'Sorry for that, it is put right.', 'published'
    from generate_series(1, 90) i;
    insert into analysis_due (conversation_id) select id from conversation" >/dev/null
program tidemark-score >"$R/log/score" 2>&1
page_as viewer
page_get 'no index yet: by words' '/api/v1/search?q=reimbursement' 200 '"total":15' \
    '"alike":0' '"without_meaning":null'
page_get 'nor beside a conversation' /conversations/6 200 '!similar-h'
page_get 'the old path answers' '/admin/vector_search?q=refund' 200 \
    '"ok":true' '"matches":\[\]'
program tidemark-reindex >"$R/log/reindex" 2>&1

page_get 'why it is there: by words, and by meaning' \
    '/api/v1/search?q=reimbursement' 200 '"total":15' \
    '"found_by":\["words","meaning"\]'
page_get 'what holds none of the words but reads alike' \
    '/api/v1/search?q=moneyback' 200 '"total":0' '"alike":20' \
    '"found_by":\["meaning"\]' '"subject":"Refund"'
page_get 'the page says so' '/search?q=moneyback' 200 \
    '20.{1,6}conversations read alike' 'none of the words, but reads alike: [0-9]+ %' \
    'More like this'
page_get 'not when only what was typed is asked for' \
    '/api/v1/search?q=moneyback&exact=1' 200 '"alike":0'
page_get 'nor newest first' '/api/v1/search?q=moneyback&sort=newest' 200 \
    '"alike":0'
page_get 'a filter holds' '/api/v1/search?q=moneyback&status=active' 200 \
    '"alike":0'
page_get 'so does what is left out' '/api/v1/search?q=moneyback+-card' 200 \
    '!"subject":"Refund"'
page_get 'similar ones, and how they were answered' /conversations/6 200 \
    'id="similar-h"' '[0-9]+ % alike' 'Ada Ortega: Sorry for that' \
    'closed after' '!href="/conversations/6">Refund'
page_get 'the old path' '/admin/vector_search?q=reimbursement+card&top_k=3' 200 \
    '"ok":true' '"id":"[0-9]+","score":0\.[0-9]+,"metadata":\{"number":90'
is 'as many as asked for' "$(jq '.matches | length' "$R/body")" 3
page_as admin
page_post 'an index is asked for' /admin/reindex_vectors '' 200 \
    '"upserted":0' '"state":"queued"' '"pinecone":\{"ok":true\}'
page_get 'by GET, for programs' '/admin/reindex_recent?hours=3' 200 \
    '"state":"queued"'
page_as viewer

# --- swapped under load ------------------------------------------------------------

load()
{
	local i

	for i in $(seq 60); do
		page_ask "/api/v1/search?q=moneyback&limit=$((i % 40 + 1))" ||
		    return
		[ "$page_status" = 200 ] && [ "$(jq -r '"\(.total) \(.alike) \(.without_meaning)"' "$R/body")" = \
		    '0 20 null' ] || printf 'failed: %s %s\n' "$page_status" \
		    "$(head -c 300 "$R/body")"
	done
}
swap()
{
	local i

	for i in 1 2 3 4 5 6 7 8; do
		db "update embedding set made_at = clock_timestamp();
		    insert into job (kind, payload, created_by)
		    values ('reindex', '{\"n\": $i}', 'me')" >/dev/null
		program tidemark-reindex >"$R/log/reindex" 2>&1
	done
}
before=$(stat -c %i.%Y "$R/v/local.vectors")
swap &
swapping=$!
is 'while the index is swapped no search fails' "$(load)" ''
wait "$swapping"
check 'it was' [ "$(stat -c %i.%Y "$R/v/local.vectors")" != "$before" ]

# --- damaged -----------------------------------------------------------------------

head -c 100 "$R/v/local.vectors" >"$R/v/part"
mv "$R/v/part" "$R/v/local.vectors"
page_get 'a damaged file beside one that is mapped: the mapped one goes on' \
    '/api/v1/search?q=moneyback' 200 '"alike":20'
service_stop web
web_start || die 'no web'
page_get 'a damaged file alone: by words, and it is said' \
    '/search?q=reimbursement' 200 '15.{1,6}conversations' 'Found by words alone'
page_get 'on the conversation' /conversations/6 200 'Cannot be told'
program tidemark-reindex >"$R/log/reindex" 2>&1
page_get 'it is made anew' '/api/v1/search?q=moneyback' 200 '"alike":20'

# --- off ---------------------------------------------------------------------------

service_stop web
stack_env+=(TIDEMARK_EMBEDDER=off)
web_start || die 'no web'
page_get 'off: by words' '/api/v1/search?q=reimbursement' 200 '"total":15' '"alike":0'
page_get 'off: the old answer' '/admin/vector_search?q=refund' 200 \
    '"matches":\[\],"note":"vector search disabled"'
page_as admin
page_get 'off: nothing is queued' '/admin/reindex_recent' 200 \
    '"ok":true,"upserted":0,"note":"vector indexing disabled"'
page_get 'off: nor here' '/admin/reindex_vectors' 200 \
    '"ok":false,"error":"Embeddings model not configured"'
check_end
