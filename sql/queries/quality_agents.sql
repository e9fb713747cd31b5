-- sql/queries/quality_agents.sql: agents who have replies with a score, by name
-- returns  id, name
select g.id, coalesce(nullif(trim(concat_ws(' ', g.first_name, g.last_name)),
  ''), g.email, '')
from agent g
where exists (select from qa_current q where q.agent_id = g.id and q.counted)
order by 2, 1
