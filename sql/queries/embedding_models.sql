-- sql/queries/embedding_models.sql: the models whose vectors are made or searched
-- returns  id, engine, name, asked, dimension, texts, state, age in seconds, vectors in the file, seconds since it was made (null never), problem, seconds for which nothing is asked, index and namespace at Pinecone, what it said last, whether today's cap was reached, seconds for which Pinecone is not asked
select id, engine, name, asked, dimension, texts, state,
  extract(epoch from now() - made_at)::bigint, in_file,
  extract(epoch from now() - file_at)::bigint, problem,
  greatest(ceil(extract(epoch from closed_until - now())), 0)::bigint,
  pine_index, pine_space, pine_problem,
  coalesce(capped_on = (now() at time zone 'UTC')::date, false),
  greatest(ceil(extract(epoch from pine_closed - now())), 0)::bigint
from embedding_model where state <> 'old'
order by engine, state desc
