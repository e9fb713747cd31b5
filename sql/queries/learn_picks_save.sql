-- sql/queries/learn_picks_save.sql: puts these in place of the picks there are
-- $1 bigint[]  conversations, best first
-- $2 text[]    what the model says of each
-- $3 bigint[]  how sure it is, in thousandths
-- returns nothing
with gone as (
  delete from learn_pick where place > cardinality($1::bigint[])
)
insert into learn_pick (place, conversation_id, guess, sure)
select t.place, t.id, t.guess, t.sure / 1000.0
from unnest($1::bigint[], $2::text[], $3::bigint[]) with ordinality
  as t(id, guess, sure, place)
join conversation c on c.id = t.id
on conflict (place) do update set conversation_id = excluded.conversation_id,
  guess = excluded.guess, sure = excluded.sure
