-- sql/queries/gone_next.sql: what is to be deleted at Pinecone next, of one index and namespace; all of it (null) by itself
-- $1 int   how many at most
-- returns  row, conversation or null for all, index, namespace, length of its vectors
with first as (
  select * from embedding_gone order by id limit 1
)
select g.id, g.conversation_id, g.pine_index, g.pine_space, g.dimension
from embedding_gone g, first f
where g.pine_index = f.pine_index and g.pine_space = f.pine_space
  and (g.id = f.id or (f.conversation_id is not null
    and g.conversation_id is not null))
order by g.id limit $1::int
