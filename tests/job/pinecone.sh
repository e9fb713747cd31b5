#!/bin/bash
# SPDX-License-Identifier: MIT
# The vectors' copy at Pinecone: all of them once, in requests that are small enough,
# whatever goes wrong there; what is deleted here is deleted there.
. "${0%/*}/../lib/crawl.sh"
crawl_open
stack_model
stack_env+=(TIDEMARK_LOG_LEVEL=info
    TIDEMARK_EMBEDDER=openai PINECONE_API_KEY=pcsk-sandbox)

# reindex: as cron does after a while; what was closed is open again
reindex()
{
	db "update embedding_model set pine_closed = null" >/dev/null
	program tidemark-reindex >"$R/log/reindex" 2>&1
	status=$?
}

# control METHOD PATH [BODY]: what somebody does in Pinecone's console
control()
{
	curl -sS -X "$1" -H 'Api-Key: pcsk-sandbox' -H 'Content-Type: application/json' \
	    -H 'X-Pinecone-Api-Version: 2025-10' ${3:+-d "$3"} \
	    "$sandbox_url/pinecone/$2"
}

told()
{
	db "insert into conversation (id, number, mailbox_id, customer_id, status,
	      subject, created_at, modified_at, content_hash)
	    select i, i, 1, 51, 'closed', 'Order ' || i, now() - i * interval '1 h',
	      now(), decode(md5(i::text), 'hex') from generate_series($1, $2) i;
	    insert into message (id, conversation_id, kind, author_kind, author_id,
	      created_at, body, state)
	    select i * 10, i, 'customer', 'customer', 51, now() - i * interval '1 h',
	      'my parcel ' || i || ' has not come, ' || md5(i::text), 'published'
	    from generate_series($1, $2) i" >/dev/null
}

# sent: a line for each record that was sent, its conversation
sent()
{
	ask pinecone | jq -r 'select(.vectors) | .vectors[].id'
}

# there INDEX: vectors there are at Pinecone, by its own count
there()
{
	local host

	host=$(control GET "indexes/$1" | jq -r .host)
	curl -sS -H 'Api-Key: pcsk-sandbox' -H 'X-Pinecone-Api-Version: 2025-10' \
	    -d '{}' "http://$host/describe_index_stats" | jq -r .totalVectorCount
}

waits()
{
	db "select count(*) from embedding e join embedding_model m on m.id = e.model_id
	    where m.engine = 'openai' and not e.upserted"
}

# fault KIND COUNT PATH
fault()
{
	ask "fault?kind=$1&count=$2&path=$3" >/dev/null
}

db "insert into mailbox (id, name) values (1, 'A');
    insert into customer (id, first_name, email) values (51, 'Q', 'q@mail.example')"
ix=tidemark-conversations

# --- the limit of bytes ------------------------------------------------------------

told 1 200
reindex
is 'it ends well' $status 0
is 'all are there' "$(there $ix) $(waits)" '200 0'
is 'each was sent once' "$(sent | sort | uniq -d | wc -l) $(sent | wc -l)" '0 200'
check 'in requests below 2 MB' [ "$(ask pinecone |
    jq -r 'select(.vectors) | .vectors | length' | sort -n | tail -1)" -lt 109 ]
ask pinecone/clear >/dev/null
reindex
is 'nothing is sent again' "$(sent | wc -l)" 0

# --- killed half-way ---------------------------------------------------------------

told 201 420
ask 'fault?kind=slow&ms=600&count=40&path=vectors/upsert' >/dev/null
# ever longer, until one is killed between two requests: it depends on the machine
between=''
for i in 0.5 1 1.3 1.6 2 2.5 3 4 5 6 8; do
	[ -z "$between" ] || break
	db "update embedding_model set pine_closed = null" >/dev/null
	{ (cd "$R" && exec "${as[@]}" env -i "${stack_env[@]}" timeout -s KILL \
	    "$i" "$R/bin/tidemark-reindex") >"$R/log/kill" 2>&1; } 2>/dev/null
	db_left tidemark-reindex
	left=$(waits)
	[ "$left" -le 0 ] || [ "$left" -ge 220 ] || between=yes
done
is 'some were killed between two requests' "$between" yes
ask faults/clear >/dev/null
reindex
is 'after kills all are there' "$(there $ix) $(waits)" '420 0'
is 'each was sent, and none but those under way then twice' "$(sent | sort -u |
    wc -l) $([ "$(sent | wc -l)" -le $((220 + 11 * 70)) ] && echo few)" '220 few'

# --- the index ---------------------------------------------------------------------

control DELETE "indexes/$ix" >/dev/null
reindex
is 'an index that is gone is made anew, and all go there again' \
    "$(there $ix) $(waits)" '420 0'
control DELETE "indexes/$ix" >/dev/null
control POST indexes "{\"name\":\"$ix\",\"dimension\":1536,\"metric\":\"cosine\",
    \"spec\":{\"serverless\":{\"cloud\":\"aws\",\"region\":\"us-east-1\"}}}" >/dev/null
reindex
is 'one that somebody made anew, under another host, as well' \
    "$(there $ix) $(waits)" '420 0'

# while it runs: the host that it knows is not the index's any more
(cd "$R" && exec "${as[@]}" env -i "${stack_env[@]}" timeout 60 \
    "$R/bin/tidemark-reindex" --linger 25) >"$R/log/linger" 2>&1 &
lingering=$!
told 421 421
wait_for 20 'the first one goes' test "$(waits)" = 0
control DELETE "indexes/$ix" >/dev/null
control POST indexes "{\"name\":\"$ix\",\"dimension\":1536,\"metric\":\"cosine\",
    \"spec\":{\"serverless\":{\"cloud\":\"aws\",\"region\":\"us-east-1\"}}}" >/dev/null
told 422 422
db "insert into job (kind, payload, created_by) values ('reindex', '{}', 'me')" >/dev/null
wait "$lingering"
reindex
is 'a stale host is asked for again, and nothing is missing in the end' \
    "$(there $ix) $(waits)" '422 0'

control DELETE "indexes/$ix" >/dev/null
control POST indexes "{\"name\":\"$ix\",\"dimension\":8,\"metric\":\"cosine\",
    \"spec\":{\"serverless\":{\"cloud\":\"aws\",\"region\":\"us-east-1\"}}}" >/dev/null
reindex
is 'one of another length is left alone: they go into one of their own' \
    "$(there $ix) $(there $ix-1536) $(waits)" '0 422 0'
db_is 'which is kept' "select pine_index from embedding_model
    where engine = 'openai'" "$ix-1536"

# --- what it refuses ---------------------------------------------------------------

n=422
# refused KIND COUNT PATTERN: a new vector, which waits; it is said why
refused()
{
	n=$((n + 1))
	told $n $n
	fault "$1" "$2" vectors/upsert
	reindex
	is "$1: no failure of the program" "$status" 0
	is "$1: the vector waits" "$(waits)" 1
	like "$1: it is said" "$(db "select pine_problem from embedding_model
	    where engine = 'openai'")" "$3"
	ask faults/clear >/dev/null
	reindex
	is "$1: afterwards it goes, and all is well" "$(db "select pine_problem
	    from embedding_model where engine = 'openai'")$(waits)" 0
}
refused quota 9 'quota or credit'
refused 401 9 'key'
refused 403 9 'key'
refused 429 9 'busy|wait'
refused 500 9 'busy|wait'
refused html 9 'busy|wait'
refused garbage 9 'no complete answer'
refused documents 9 'address or a name|document'
n=$((n + 1))
told $n $n
db "update embedding_model set pine_closed = null" >/dev/null
fault quota 9 vectors/upsert
program tidemark-reindex >"$R/log/reindex" 2>&1
ask pinecone/clear >/dev/null
program tidemark-reindex >"$R/log/reindex" 2>&1
is 'a quota that is used up is not tried every minute' "$(ask pinecone | wc -c)" 0
ask faults/clear >/dev/null
reindex
is 'but later' "$(waits)" 0

# --- deleted here ------------------------------------------------------------------

ask pinecone/clear >/dev/null
db 'delete from conversation where id in (5, 6)' >/dev/null
fault 500 9 vectors/delete
reindex
db_is 'a deletion that failed is kept' 'select count(*) from embedding_gone' 2
ask faults/clear >/dev/null
reindex
is 'and carried out later' "$(db 'select count(*) from embedding_gone') $(there \
    "$ix-1536")" "0 $((n - 2))"
db 'delete from conversation where id = 7' >/dev/null
control DELETE "indexes/$ix-1536" >/dev/null
reindex
db_is 'of an index that is gone it is done' 'select count(*) from embedding_gone' 0
is 'and the others are there again' "$(there "$ix-1536") $(waits)" "$((n - 3)) 0"
unlike 'no text went there' "$(ask pinecone)" 'parcel|Order'
db 'select purge_all(0)' >/dev/null
reindex
is 'a purge empties it' "$(there "$ix-1536")" 0
check_end
