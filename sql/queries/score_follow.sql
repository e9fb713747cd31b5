-- sql/queries/score_follow.sql: what scored replies are filtered by, under every engine and rubric, becomes what their messages and conversations are
-- $1 bigint[]  conversations
-- returns nothing
-- What is no reply any more is not counted any more.
with asked as materialized (
  select id, mailbox_id, counted, qa_in_incident(id) as in_incident
  from conversation where id = any($1::bigint[])
), fact as (
  select m.id as message_id, c.id as conversation_id, m.author_id,
    c.mailbox_id, m.created_at, coalesce(a.main_category, '') as category,
    coalesce(m.rating, '') as rating, c.counted, c.in_incident,
    m.kind = 'agent' and m.author_kind = 'user' and m.state = 'published'
      and m.author_id is not null as is_reply
  from asked c
  join message m on m.conversation_id = c.id
  left join analysis a on a.conversation_id = c.id
), gone as (
  delete from qa_current q using fact f
  where q.message_id = f.message_id and not f.is_reply
)
update qa_current q
set conversation_id = f.conversation_id, agent_id = f.author_id,
  mailbox_id = f.mailbox_id, replied_at = f.created_at, category = f.category,
  rating = f.rating, counted = f.counted, in_incident = f.in_incident
from fact f
where q.message_id = f.message_id and f.is_reply
  and (q.conversation_id, q.agent_id, q.mailbox_id, q.replied_at, q.category,
    q.rating, q.counted, q.in_incident)
    is distinct from (f.conversation_id, f.author_id, f.mailbox_id,
    f.created_at, f.category, f.rating, f.counted, f.in_incident)
