#!/bin/bash
# SPDX-License-Identifier: MIT
# What reads alike: in search and why it is there, beside a conversation with how it
# was answered, under the old paths; the index is swapped under load and damaged.
. "${0%/*}/../lib/page.sh"
db_open
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
program tidemark-score --quality >"$R/log/quality" 2>&1
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
page_get 'as JSON, with the answer, its score and the time to close' \
    '/api/v1/conversations/6/similar?limit=3' 200 '"least_likeness":0.7' \
    '"engine":"local","problem":null' '"closed_after_seconds":5400' \
    '"reply":\{"agent":"Ada Ortega","text":"Sorry for that' '"score":[0-9]' \
    '!"id":6,'
is 'no more than asked for, the most alike first' "$(jq -c '[(.similar | length),
    ([.similar[].likeness] == ([.similar[].likeness] | sort | reverse)),
    all(.similar[]; .subject == "Refund")]' "$R/body")" '[3,true,true]'
ids=$(jq -r '.similar[].id' "$R/body" | paste -sd' ')
page_get 'as CSV' '/api/v1/conversations/6/similar.csv?limit=3' 200 \
    'id,number,created_at,status,likeness,closed_after_seconds,reply_by,reply_score,reply,subject,hs_link' \
    'closed,[01]\.[0-9]+,5400,Ada Ortega,[0-9.]+,"?Sorry for that'
is 'the same ones' "$(tail -n +2 "$R/body" | cut -d, -f1 | paste -sd' ')" "$ids"
page_get 'as a page' /conversations/6/similar 200 '20.{1,6}conversations read like this' \
    '[0-9]+ % alike' 'Ada Ortega: Sorry for that' 'reply scored [0-9.]+ of 10' \
    'closed after' 'similar.csv' '!href="/conversations/6">Refund</a><br>'
page_get 'one that is not there' /api/v1/conversations/99/similar 404
page_get 'nor its page' /conversations/99/similar 404
page_get 'a limit is kept to what is possible' \
    '/api/v1/conversations/6/similar?limit=999' 200
page_get 'the file of a search says what found a row' \
    '/api/v1/search.csv?q=moneyback' 200 ',meaning,0\.[0-9]+,'
page_get 'the old path' '/admin/vector_search?q=reimbursement+card&top_k=3' 200 \
    '"ok":true' '"id":"[0-9]+","score":0\.[0-9]+,"metadata":\{"number":90'
is 'as many as asked for' "$(jq '.matches | length' "$R/body")" 3
page_as admin
page_post 'an index is asked for' /admin/reindex_vectors '' 200 \
    '"upserted":0' '"state":"queued"' '"pinecone":\{"ok":true\}'
page_get 'how far it is, for administrators' /settings/vectors 200 \
    '90.{1,6}conversations can be found by meaning' 'The local model' \
    '90.{1,6}vectors, made' 'Renew it now'
db "insert into embedding_model (engine, name, dimension, state, problem,
      closed_until, capped_on, pine_index, pine_space, pine_problem)
    values ('openai', 'm-3', 4, 'current', 'the account''s quota is used up',
      now() + interval '10 min', (now() at time zone 'UTC')::date, 'ix', 'sp',
      'the key is wrong')" >/dev/null
page_get 'what stands in the way is said: the cap, the quota, the key' \
    /settings/vectors 200 'cap of \$2.00 is reached: 90.{1,6}conversations wait' \
    'quota is used up; asked again in' 'Pinecone: the key is wrong' \
    'not asked any more' 'namespace sp'
db "delete from embedding_model where engine = 'openai'" >/dev/null
page_get 'by GET, for programs' '/admin/reindex_recent?hours=3' 200 \
    '"state":"queued"'
page_as viewer

# --- swapped under load ------------------------------------------------------------

# What people ask for at the same time; the answers do not change while the vectors
# are the same, whatever file they come from.
asked=('/api/v1/search?q=moneyback&limit=40'
    '/api/v1/search?q=reimbursement+parcel'
    '/admin/vector_search?q=charged+twice+on+my+card&top_k=30'
    '/api/v1/conversations/6/similar?limit=20'
    '/conversations/7')

# body PATH FILE: what of it must be the same; a page tells the time
body()
{
	case $1 in
	/conversations/*) grep -o '[0-9]* % alike' "$2" ;;
	*) cat "$2" ;;
	esac
}

# Asks until $R/enough is there; says what came otherwise than before.
searcher()
{
	local me=$R/searcher.$1 i n=0 path status

	while [ ! -e "$R/enough" ] && [ $n -lt 20000 ]; do
		for i in "${!asked[@]}"; do
			path=${asked[$i]}
			status=$(curl -sS -o "$me" -w '%{http_code}' --max-time 20 \
			    "${page_auth[@]}" "$stack_url$path" 2>&1)
			n=$((n + 1))
			[ "$status" = 200 ] &&
			    cmp -s <(body "$path" "$me") "$R/right.$i" ||
			    printf 'failed: %s %s %s\n' "$path" "$status" \
			    "$(body "$path" "$me" | head -c 300)"
		done
	done
	printf '%s\n' "$n" >"$R/asked.$1"
}

for i in "${!asked[@]}"; do
	page_ask "${asked[$i]}"
	body "${asked[$i]}" "$R/body" >"$R/right.$i"
	[ -s "$R/right.$i" ] || check_fail "an answer of ${asked[$i]}"
done

# renew: there is something newer than the index, and somebody asks
renew()
{
	db "update embedding set made_at = clock_timestamp();
	    insert into job (kind, payload, created_by)
	    values ('reindex', '{\"n\": $1}', 'me')" >/dev/null
}
rm -f "$R/enough"
# all processes have it mapped before it is damaged
seq 40 | xargs -P 4 -I{} curl -sS -o /dev/null "${page_auth[@]}" \
    "$stack_url${asked[0]}&n={}"
searchers=()
for i in 1 2 3 4; do
	searcher $i >"$R/otherwise.$i" &
	searchers+=($!)
done
swaps=0
for i in $(seq 12); do
	before=$(stat -c %i.%Y "$R/v/local.vectors")
	renew "$i"
	case $((i % 4)) in
	1) # killed while it builds
		{ (cd "$R" && exec "${as[@]}" env -i "${stack_env[@]}" timeout -s KILL \
		    "0.0$((i % 10))" "$R/bin/tidemark-reindex"); } >/dev/null 2>&1
		db_left tidemark-reindex ;;
	2) # a damaged file takes its place
		head -c $((i * 1000)) "$R/v/local.vectors" >"$R/v/part"
		mv "$R/v/part" "$R/v/local.vectors"
		sleep 0.3 ;;
	3) # one that is not damaged where it is looked at first
		cp "$R/v/local.vectors" "$R/v/part"
		printf 'XXXX' | dd of="$R/v/part" bs=1 seek=12 conv=notrunc 2>/dev/null
		mv "$R/v/part" "$R/v/local.vectors"
		sleep 0.3 ;;
	esac
	program tidemark-reindex >"$R/log/reindex" 2>&1
	[ "$(stat -c %i.%Y "$R/v/local.vectors")" = "$before" ] || swaps=$((swaps + 1))
done
: >"$R/enough"
wait "${searchers[@]}"
is 'while the index is swapped, damaged and left half-way no search fails' \
    "$(cat "$R"/otherwise.* | head -5)" ''
check 'it was swapped each time' [ "$swaps" = 12 ]
printf '# %s searches, %s swaps\n' "$(cat "$R"/asked.* | paste -sd+ | bc)" "$swaps"
check 'under load' [ "$(cat "$R"/asked.* | paste -sd+ | bc)" -gt 100 ]

# --- damaged -----------------------------------------------------------------------

head -c 100 "$R/v/local.vectors" >"$R/v/part"
mv "$R/v/part" "$R/v/local.vectors"
page_get 'a damaged file beside one that is mapped: the mapped one goes on' \
    '/api/v1/search?q=moneyback' 200 '"alike":20'
program tidemark-reindex >"$R/log/reindex" 2>&1
page_get 'another one takes its place' '/api/v1/search?q=moneyback&limit=9' 200 \
    '"alike":20' '"without_meaning":null'
seq 40 | xargs -P 4 -I{} curl -sS -o /dev/null "${page_auth[@]}" \
    "$stack_url/api/v1/conversations/6/similar"
truncate -s 5000 "$R/v/local.vectors"
page_get 'the mapped file is cut in its place: by words, and the process goes on' \
    '/api/v1/search?q=moneyback&limit=8' 200 '"alike":0' \
    '"without_meaning":"the index of vectors cannot be used'
page_get 'which is said with similar ones' /api/v1/conversations/6/similar 200 \
    '"problem":"the index of vectors cannot be used' '"similar":\[\]'
page_get 'and on their page' /conversations/6/similar 200 'It cannot be told'
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
page_get 'off: similar ones' /api/v1/conversations/6/similar 200 \
    '"engine":null,"problem":"vectors are switched off","similar":\[\]'
page_get 'off: their page' /conversations/6/similar 200 'vectors are switched off'
page_get 'off: nothing of it on the conversation' /conversations/6 200 '!similar-h'
page_get 'off: no way to more' '/search?q=reimbursement' 200 '!More like this'
page_get 'off: the old answer' '/admin/vector_search?q=refund' 200 \
    '"matches":\[\],"note":"vector search disabled"'
page_as admin
page_get 'off: the page says so' /settings/vectors 200 'switched off' '!Renew'
page_get 'off: nothing is queued' '/admin/reindex_recent' 200 \
    '"ok":true,"upserted":0,"note":"vector indexing disabled"'
page_get 'off: nor here' '/admin/reindex_vectors' 200 \
    '"ok":false,"error":"Embeddings model not configured"'
check_end
