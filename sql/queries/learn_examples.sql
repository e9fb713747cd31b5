-- sql/queries/learn_examples.sql: the next conversations whose category a person said, with what they said last
-- $1 bigint  after this conversation
-- $2 int     how many at most
-- returns    conversation, subject, text of the customer's messages before the first reply, category
select c.id, c.subject, customer_words(c.id, c.first_reply_at), s.value
from correction s join conversation c on c.id = s.conversation_id
where s.field = 'category' and c.id > $1::bigint
order by c.id
limit $2::int
