-- sql/queries/correction_dismissed.sql: conversations that are marked as seen or dismissed
-- returns  conversations
select distinct c.conversation_id
from correction c
left join analysis a on a.conversation_id = c.conversation_id
where case c.field
  when 'seen' then a.conversation_id is null or a.seen_at is not null
  when 'dismissed' then a.conversation_id is null or a.dismissed_at is not null
  else false end
order by c.conversation_id
