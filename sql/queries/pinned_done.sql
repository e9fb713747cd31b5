-- sql/queries/pinned_done.sql: vectors that are at Pinecone now
-- $1 bigint    model
-- $2 bigint[]  conversations
-- $3 text[]    hash of what was embedded, \x and hex
-- returns nothing
with sent as (
  select * from unnest($2::bigint[], $3::text[]) as s(id, hash)
), kept as (
  update embedding e set upserted = true
  from sent s
  where e.model_id = $1::bigint and e.conversation_id = s.id
    and e.input_hash = s.hash::bytea
)
-- one that was deleted meanwhile is to go again
insert into embedding_gone (pine_index, pine_space, dimension, conversation_id)
select m.pine_index, m.pine_space, m.dimension, s.id
from sent s join embedding_model m on m.id = $1::bigint
where not exists (select from embedding e where e.model_id = $1::bigint
  and e.conversation_id = s.id)
