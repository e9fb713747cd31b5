-- sql/queries/embedding_model_add.sql: a model whose index is to be made beside the one in use. One that was in use before is taken up again, with its vectors
-- $1 text    engine
-- $2 text    name
-- $3 bigint  length of a vector that is asked for
-- $4 bigint  length of its vectors, 0: not known
-- $5 text    bytes as \x and hex
-- $6 bigint  conversations there are
-- returns    its id
with dropped as (
  update embedding_model set state = 'old'
  where engine = $1 and state = 'making'
  returning id
), again as (
  update embedding_model set state = 'making', problem = '', closed_until = null
  where id = (select max(id) from embedding_model where engine = $1
    and name = $2 and asked = $3::int and state = 'old' and engine <> 'local')
    and (select count(*) from dropped) >= 0	-- after these
  returning id
), added as (
  insert into embedding_model (engine, name, asked, dimension, bytes, texts)
  select $1, $2, $3::int, $4::int, $5::bytea, $6::bigint
  where not exists (select from again)
    and (select count(*) from dropped) >= 0
  returning id
)
select id from again union all select id from added
