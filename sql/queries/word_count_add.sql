-- sql/queries/word_count_add.sql: counts the words of new texts
-- $1 bigint[]  keys, ascending, each once
-- $2 bigint[]  texts that hold them
-- $3 bigint    how many texts these are
-- returns nothing
with counted as (
  insert into word_count as w (key, texts)
  select key, n from unnest($1::bigint[], $2::bigint[]) as g(key, n)
  on conflict (key) do update set texts = w.texts + excluded.texts
)
update group_state set texts = texts + $3::bigint
