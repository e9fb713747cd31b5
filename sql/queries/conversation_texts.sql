-- sql/queries/conversation_texts.sql: subject and all messages of conversations as one text each
-- $1 bigint[]  conversations
-- $2 int       characters at most
-- returns      text, '' for one that is not stored; a row per given id, in their order
select coalesce(left(concat_ws(E'\n', nullif(c.subject, ''), words.text),
  $2::int), '')
from unnest($1::bigint[]) with ordinality as given(id, place)
left join conversation c on c.id = given.id
left join lateral (
  select string_agg(m.body, E'\n---\n' order by m.created_at, m.id) as text
  from message m
  where m.conversation_id = given.id and m.body <> ''
    and m.state = 'published'
) words on true
order by given.place
