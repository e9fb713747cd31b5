-- sql/queries/intake_messages.sql: upsert; unchanged rows are not written
-- $1 bigint[]        id
-- $2 bigint[]        conversation
-- $3 text[]          kind
-- $4 text[]          kind of the author
-- $5 bigint[]        author, 0 unknown
-- $6 text[]          state
-- $7 bigint[]        1 when made from a saved reply
-- $8 timestamptz[]   created
-- $9 text[]          body
-- $10 text[]         quoted history and signature
-- $11 text[]         rating, '' none
-- $12 text[]         comment on the rating
-- returns            conversations that messages were taken from: merged ones
with t as materialized (
  select * from unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[],
    $5::bigint[], $6::text[], $7::bigint[], $8::timestamptz[], $9::text[],
    $10::text[], $11::text[], $12::text[])
    as t (id, conversation, kind, author_kind, author, state, saved, created,
      body, quoted, rating, comment)
), moved as (
  select distinct m.conversation_id from message m join t on t.id = m.id
  where m.conversation_id <> t.conversation
), saved as (
  insert into message as m (id, conversation_id, kind, author_kind, author_id,
    state, saved_reply, created_at, body, quoted, rating, rating_comment)
  select id, conversation, kind, author_kind, nullif(author, 0), state,
    saved = 1, created, body, quoted, nullif(rating, ''), nullif(comment, '')
  from t
  on conflict (id) do update set conversation_id = excluded.conversation_id,
    kind = excluded.kind, author_kind = excluded.author_kind,
    author_id = excluded.author_id, state = excluded.state,
    saved_reply = excluded.saved_reply, created_at = excluded.created_at,
    body = excluded.body, quoted = excluded.quoted, rating = excluded.rating,
    rating_comment = excluded.rating_comment
  where (m.conversation_id, m.kind, m.author_kind, m.author_id, m.state,
    m.saved_reply, m.created_at, m.body, m.quoted, m.rating, m.rating_comment)
    is distinct from (excluded.conversation_id, excluded.kind,
    excluded.author_kind, excluded.author_id, excluded.state,
    excluded.saved_reply, excluded.created_at, excluded.body, excluded.quoted,
    excluded.rating, excluded.rating_comment)
)
select conversation_id from moved
