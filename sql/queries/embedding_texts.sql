-- sql/queries/embedding_texts.sql: all texts, to learn from
-- returns  text
select left(c.subject || E'\n' || customer_words(c.id, c.first_reply_at), 6000)
from conversation c where c.counted
order by c.id
