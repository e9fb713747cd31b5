-- sql/queries/correction_of.sql: what is in force about conversations
-- $1 bigint[]  conversations
-- returns      conversation, field, value, who, at as epoch, row of feedback, what the engine said, whether a mark still holds
select c.conversation_id, c.field, c.value, c.who,
  extract(epoch from c.at)::bigint, c.feedback_id,
  coalesce(case c.field when 'category' then a.ruled_main_category
    when 'severity' then a.ruled_severity::text
    when 'intent' then a.ruled_intent end, ''),
  coalesce(case c.field when 'seen' then a.seen_at is not null
    when 'dismissed' then a.dismissed_at is not null
    when 'done' then a.done_at is not null else true end, true)
from correction c
left join analysis a on a.conversation_id = c.conversation_id
where c.conversation_id = any($1::bigint[])
order by c.conversation_id, c.field
