-- sql/queries/embedding_alike.sql: vectors that a model has of these inputs
-- $1 bigint  model
-- $2 text[]  hashes as \x and hex
-- returns    place in the list from 0, vector as hex, '' none; only of those that are known
select i.place - 1, coalesce(encode(e.vector, 'hex'), '')
from unnest($2::text[]) with ordinality as i(hash, place)
cross join lateral (select vector from embedding e
  where e.model_id = $1::bigint and e.input_hash = i.hash::bytea limit 1) e
