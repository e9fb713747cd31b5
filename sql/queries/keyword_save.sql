-- sql/queries/keyword_save.sql: what conversations are about, in place of what was there
-- $1 bigint[]  conversations
-- $2 text[]    words, each a text[] literal
-- returns nothing
insert into keyword as k (conversation_id, words)
select g.id, g.words::text[]
from unnest($1::bigint[], $2::text[]) as g(id, words)
join conversation c on c.id = g.id
on conflict (conversation_id) do update set words = excluded.words
where k.words <> excluded.words
