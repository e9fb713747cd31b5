#!/bin/bash
# SPDX-License-Identifier: MIT
# Vectors and their index: made once, resumed after a kill, within the cap, whatever
# the service answers; what is deleted leaves the file and Pinecone.
. "${0%/*}/../lib/crawl.sh"
crawl_open
stack_env+=(TIDEMARK_LOG_LEVEL=info)

reindex()
{
	program tidemark-reindex >"$R/log/reindex" 2>&1
	status=$?
}

# told FROM TO: conversations about one of five things, two in each three words alike
told()
{
	db "insert into conversation (id, number, mailbox_id, customer_id, status,
	      subject, created_at, modified_at, content_hash)
	    select i, i, 1, 51, 'closed', s[1 + i % 5] || ' ' || i, now() - i * interval '1 h',
	      now(), decode(md5(i::text), 'hex')
	    from generate_series($1, $2) i, (select array['Refund', 'Crash',
	      'Login', 'Invoice', 'Delivery'] as s) x;
	    insert into message (id, conversation_id, kind, author_kind, author_id,
	      created_at, body, state)
	    select i * 10, i, 'customer', 'customer', 51, now() - i * interval '1 h',
	      b[1 + i % 5] || ' ticket' || i, 'published'
	    from generate_series($1, $2) i, (select array[
	      'charged twice on my card, money back please',
	      'the game closes after the loading screen, black picture',
	      'my password is refused and no mail for a new one comes',
	      'the bill shows another company and the wrong tax number',
	      'the parcel has not come, tracking says it was handed over'] as b) x" \
	    >/dev/null
}

sum()
{
	db 'select count(*), md5(string_agg(conversation_id || encode(vector, '"'hex'"'),
	    chr(10) order by conversation_id)) from embedding'
}

db "insert into mailbox (id, name) values (1, 'A');
    insert into customer (id, first_name, last_name, email) values
      (51, 'Quentin', 'Zabriskie', 'quentin.zabriskie@mail.example')"

# --- the local model ---------------------------------------------------------------

told 1 10
reindex
is 'too few texts are no error' $status 0
db_is 'and nothing is learnt' 'select count(*) from embedding_model' 0
told 11 300
reindex
is 'it ends well' $status 0
db_is 'one model, in use' 'select engine, state, dimension, in_file
    from embedding_model' 'local|current|256|300'
db_is 'each conversation has its vector' 'select count(*), count(vector)
    from embedding' '300|300'
check 'the file is there' [ -s "$R/v/local.vectors" ]
before=$(sum) made=$(stat -c %Y.%i "$R/v/local.vectors")
reindex
is 'twice makes the same' "$(sum)" "$before"
is 'and the file is left alone' "$(stat -c %Y.%i "$R/v/local.vectors")" "$made"

told 301 320
reindex
db_is 'new ones get vectors' 'select count(*) from embedding' 320
is 'but the file waits' "$(stat -c %Y.%i "$R/v/local.vectors")" "$made"
db "insert into job (kind, payload, created_by) values ('reindex', '{}', 'me'),
    ('reindex', '{\"limit\": 9}', 'you')" >/dev/null
reindex
db_is 'unless somebody asks' 'select in_file from embedding_model' 320
db_is 'whose job says so, and the one behind it' "select distinct state, note,
    count(*) over () from job where kind = 'reindex'" \
    'done|320 vectors in the index|2'

db "delete from conversation where id in (7, 8, 9);
    update conversation set deleted_at = now() where id = 10" >/dev/null
reindex
db_is 'what is deleted leaves the file at once' 'select in_file, (select count(*)
    from embedding) from embedding_model' '316|316'

printf 'X' | dd of="$R/v/local.vectors" bs=1 seek=20 conv=notrunc 2>/dev/null
reindex
like 'a damaged file is seen' "$(cat "$R/log/reindex")" 'damaged'
like 'and made anew' "$(cat "$R/log/reindex")" 'event=vectors_filed'

told 321 700
reindex
db_is 'twice as many: learnt anew, and swapped when whole' "select count(*),
    max(state), max(in_file), max(texts) from embedding_model" '1|current|696|696'

# --- only when somebody asks ---------------------------------------------------------

stack_env+=(VECTOR_AUTO=0 VECTOR_BG_REINDEX=0)
told 2001 2006
db "update conversation set modified_at = now() - interval '2 days'
    where id between 2001 and 2003" >/dev/null
reindex
db_is 'off: nothing by itself' 'select count(*) from embedding' 696
# wish PAYLOAD: as /admin/reindex_recent and _vectors queue it
wish()
{
	db "insert into job (kind, payload, created_by)
	    values ('reindex', '$1', 'me')" >/dev/null
	reindex
}
wish '{"hours": 24, "limit": 2}'
db_is 'no more than the limit, of the window, the newest first' "select
    array_agg(conversation_id order by conversation_id) from embedding
    where conversation_id > 2000" '{2005,2006}'
db_is 'and they are in the index' 'select in_file from embedding_model' 698
wish '{"hours": 24, "limit": 5000}'
db_is 'the rest of the window' "select array_agg(conversation_id order by conversation_id)
    from embedding where conversation_id > 2000" '{2004,2005,2006}'
wish '{"limit": 2000}'
db_is 'and all' 'select count(*), (select in_file from embedding_model)
    from embedding' '702|702'
stack_env+=(VECTOR_AUTO=1)
told 2007 2007
reindex
db_is 'VECTOR_BG_REINDEX off: vectors by themselves, their index not' "select
    count(*), (select in_file from embedding_model) from embedding" '703|702'
stack_env+=(VECTOR_BG_REINDEX=1)
db 'delete from conversation where id > 2000' >/dev/null
reindex

# --- killed ------------------------------------------------------------------------

told 701 1500
for i in 1 2 3 4 5 6 7 8; do
	{ (cd "$R" && exec "${as[@]}" env -i "${stack_env[@]}" timeout -s KILL \
	    "0.0$((i * 8 % 10))" "$R/bin/tidemark-reindex") >"$R/log/kill" 2>&1; } 2>/dev/null
done
db_left tidemark-reindex
reindex
is 'after kills it goes on' $status 0
db_is 'and all is whole' "select (select count(*) from embedding e
    join embedding_model m on m.id = e.model_id and m.state = 'current'),
    (select in_file >= 696 from embedding_model where state = 'current')" '1496|t'

# --- a service ---------------------------------------------------------------------

stack_model
stack_env+=(TIDEMARK_EMBEDDER=openai TIDEMARK_OPENAI_EMBED_TEXTS=32)
db "delete from conversation where id > 100;
    insert into message (id, conversation_id, kind, author_kind, author_id,
      created_at, body, state) values (11, 1, 'customer', 'customer', 51,
      now() - interval '1 h', 'Quentin Zabriskie, quentin.zabriskie@mail.example,
      card 4111 1111 1111 1111', 'published');
    update conversation set content_hash = '\\x07' where id = 1" >/dev/null
stack_env+=(TIDEMARK_OPENAI_EMBED_CAP=0)
reindex
db_is 'at the cap nothing is sent' "select count(*) from model_usage" 0
# a token costs a cent: the cap ends it after some calls
stack_env+=(TIDEMARK_OPENAI_EMBED_CAP=1000 TIDEMARK_OPENAI_EMBED_PRICE=10000000
    TIDEMARK_OPENAI_EMBED_TEXTS=8)
reindex
is 'a cap that is reached is no failure of the program' $status 0
db_is 'what fits below it is asked for, the rest waits' "select
    u.cost between 2000000 and 10000000, e.n between 8 and 90, m.capped_on =
    (now() at time zone 'UTC')::date, m.state from model_usage u,
    (select count(*) n from embedding join embedding_model m on m.id = model_id
    where engine = 'openai') e, embedding_model m where m.engine = 'openai'" \
    't|t|t|making'
spent=$(db 'select cost, calls from model_usage')
db "insert into job (kind, payload, created_by) values ('reindex', '{}', 'me')" >/dev/null
reindex
db_is 'and goes on waiting' 'select cost, calls from model_usage' "$spent"
db_is 'which a job says' "select note from job where kind = 'reindex'
    order by id desc limit 1" "0 vectors in the index; today's cap is reached"
stack_env+=(TIDEMARK_OPENAI_EMBED_CAP=200 TIDEMARK_OPENAI_EMBED_PRICE=20
    TIDEMARK_OPENAI_EMBED_TEXTS=32)
db 'delete from model_usage' >/dev/null
db "update conversation set content_hash = '\\x06' where id < 90" >/dev/null
reindex
db_is 'all have vectors of the service' "select m.state, m.in_file, count(*)
    from embedding_model m join embedding e on e.model_id = m.id
    where engine = 'openai' group by 1, 2" 'current|96|96'
check 'its file is there' [ -s "$R/v/openai.vectors" ]
db_is 'and they are in the account' "select purpose, calls > 0, failures,
    input_tokens > 100, cost > 1 from model_usage" 'embedding|t|0|t|t'
sent=$(ask embed)
unlike 'no name, address or card was sent' "$sent" 'Quentin|Zabriskie|4111|@mail'
calls=$(db 'select calls from model_usage')
db "update conversation set content_hash = '\\x08' where id = 1" >/dev/null
reindex
db_is 'the same text is not paid for again' 'select calls from model_usage' "$calls"

# refused KIND: a new text, and the service fails so
refused()
{
	db "update message set body = body || ' $1' where id = 20;
	    update conversation set content_hash = decode(md5('$1'), 'hex')
	    where id = 2;
	    update embedding_model set closed_until = null" >/dev/null
	ask "fault?kind=$1&count=${2:-30}&path=embeddings" >/dev/null
	reindex
	ask 'faults/clear' >/dev/null
}
refused quota
is 'a quota that is used up is no failure of the program' $status 0
db_is 'it is said, and nothing is asked for a while' "select problem <> '',
    closed_until > now() from embedding_model where engine = 'openai'" 't|t'
refused zero 1
db_is 'a vector that is none was paid for, and is not asked for again' "select
    vector is null from embedding e join embedding_model m on m.id = e.model_id
    and engine = 'openai' where conversation_id = 2" t
refused 401
db_is 'a key that was revoked is said, and nothing is lost' "select problem ~ 'key',
    closed_until > now() + interval '20 s', (select count(*) from embedding e
    where e.model_id = m.id) from embedding_model m where engine = 'openai'" 't|t|96'
refused wrong_dimension 1
db_is 'one answer of another length is no other model' "select count(*),
    max(dimension), max(state) from embedding_model where engine = 'openai'" \
    '1|1536|current'
refused wrong_count 1
db_is 'too few vectors are the fault of no text' "select count(*) filter (where
    vector is null) from embedding e join embedding_model m on m.id = e.model_id
    and engine = 'openai'" 0
for kind in 500 html garbage 429; do
	refused $kind 2
	db_is "$kind twice: the third try has it" "select problem, (select count(*)
	    from embedding e where e.model_id = m.id and content_hash =
	    decode(md5('$kind'), 'hex')) from embedding_model m
	    where engine = 'openai'" '|1'
done
refused none 0
db_is 'when it answers again all is well' "select problem from embedding_model
    where engine = 'openai'" ''

stack_env+=(TIDEMARK_OPENAI_EMBED_DIMENSION=64)
reindex
db_is 'another length is another model, whose index takes the place' "select asked,
    dimension, state from embedding_model where engine = 'openai' order by id" \
    '0|1536|old
64|64|current'

# --- Pinecone ----------------------------------------------------------------------

stack_env+=(PINECONE_API_KEY=pcsk-sandbox)
reindex
db_is 'all vectors are at Pinecone' "select count(*) filter (where upserted),
    count(*) filter (where not upserted and vector is not null) from embedding e
    join embedding_model m on m.id = e.model_id and m.asked = 64" '96|0'
unlike 'no text is' "$(ask pinecone)" 'Refund|charged'
db 'delete from conversation where id = 20' >/dev/null
db_is 'a deletion is kept' 'select count(*) from embedding_gone' 1
reindex
db_is 'and carried out' 'select count(*) from embedding_gone' 0
like 'there' "$(ask pinecone)" '"ids": ?\["20"\]'
db 'select purge_all(0)' >/dev/null
reindex
db_is 'a purge empties it' 'select count(*) from embedding_gone' 0
like 'there as well' "$(ask pinecone)" 'deleteAll'
check 'and no file is left' [ ! -e "$R/v/local.vectors" -a ! -e "$R/v/openai.vectors" ]
check_end
