-- sql/queries/embedding_filed.sql: a model's index is whole and in its place: it is the one in use
-- $1 bigint  model
-- $2 bigint  vectors in it
-- $3 text    when their reading began (epoch, with a fraction)
-- returns nothing
with before as (
  update embedding_model o set state = 'old'
  from embedding_model m
  where m.id = $1::bigint and o.engine = m.engine and o.id <> m.id
    and o.state = 'current'
)
update embedding_model set in_file = $2::bigint,
  file_until = to_timestamp($3::float8), file_at = now()
where id = $1::bigint
