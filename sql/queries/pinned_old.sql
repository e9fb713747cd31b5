-- sql/queries/pinned_old.sql: when all vectors of a model are at Pinecone, the namespaces of others are to be emptied
-- $1 bigint  model
-- returns nothing
with old as (
  select id, pine_index, pine_space, dimension from embedding_model
  where id <> $1::bigint and pine_index <> '' and state = 'old'
    and not exists (select from embedding where model_id = $1::bigint
      and not upserted and vector is not null)
  for update
), emptied as (
  insert into embedding_gone (pine_index, pine_space, dimension)
  select pine_index, pine_space, dimension from old
), unmarked as (
  update embedding e set upserted = false from old
  where e.model_id = old.id and e.upserted
)
update embedding_model m set pine_index = '', pine_space = ''
from old where m.id = old.id
