-- sql/queries/learn_unlabelled.sql: the newest conversations that nobody said a category of
-- $1 int   how many at most
-- returns  conversation, subject, text of the customer's messages before the first reply
select c.id, c.subject, customer_words(c.id, c.first_reply_at)
from analysis a join conversation c on c.id = a.conversation_id
where a.counted and not a.is_empty and not a.is_unreadable
  and not 'category' = any(a.corrected)
order by a.created_at desc, a.conversation_id desc
limit $1::int
