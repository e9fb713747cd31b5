-- sql/queries/embedding_save.sql: keeps vectors of conversations
-- $1 bigint    model
-- $2 bigint[]  conversations; one that is gone is left out
-- $3 text[]    hashes of their content as it was read, \x and hex
-- $4 text[]    hashes of what was embedded, \x and hex
-- $5 text[]    vectors as \x and hex, '' none
-- returns nothing
insert into embedding as e (model_id, conversation_id, content_hash, input_hash,
  vector)
select $1::bigint, v.id, v.content::bytea, v.input::bytea,
  nullif(v.vector, '')::bytea
from unnest($2::bigint[], $3::text[], $4::text[], $5::text[])
  as v(id, content, input, vector)
join conversation c on c.id = v.id
join embedding_model m on m.id = $1::bigint
on conflict (model_id, conversation_id) do update set
  content_hash = excluded.content_hash, input_hash = excluded.input_hash,
  vector = excluded.vector,
  made_at = case when e.vector is distinct from excluded.vector
    then excluded.made_at else e.made_at end,
  upserted = e.upserted and e.vector is not distinct from excluded.vector
