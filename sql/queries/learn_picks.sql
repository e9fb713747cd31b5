-- sql/queries/learn_picks.sql: conversations whose label would help most, but for those that have one by now
-- returns  conversation, number, subject, one-liner, category it counts under, what the model says, how sure in thousandths
select p.conversation_id, a.number, c.subject, a.one_liner, a.main_category,
  p.guess, (p.sure * 1000)::int
from learn_pick p
join analysis a on a.conversation_id = p.conversation_id
join conversation c on c.id = p.conversation_id
where not 'category' = any(a.corrected)
order by p.place
