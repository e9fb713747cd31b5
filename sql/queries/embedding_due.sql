-- sql/queries/embedding_due.sql: conversations that a model has no vector of, as they are now; the newest first
-- $1 bigint    model
-- $2 bigint    before this conversation
-- $3 int       how many at most
-- $4 bigint[]  but not these
-- $5 bigint    changed since (epoch), 0: whenever
-- returns      id, hash of the content as hex, text
select c.id, encode(c.content_hash, 'hex'),
  left(c.subject || E'\n' || customer_words(c.id, c.first_reply_at), 6000)
from conversation c
left join embedding e on e.model_id = $1::bigint and e.conversation_id = c.id
where c.counted and c.id < $2::bigint and c.id <> all($4::bigint[])
  and e.content_hash is distinct from c.content_hash
  and ($5::bigint = 0 or c.modified_at >= to_timestamp($5::bigint))
order by c.id desc
limit $3::int
