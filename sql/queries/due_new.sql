-- sql/queries/due_new.sql: stored conversations that have no verdict yet
-- returns  count
select count(distinct d.conversation_id)
from analysis_due d join conversation c on c.id = d.conversation_id
where c.counted and not exists (
  select from analysis a where a.conversation_id = d.conversation_id)
