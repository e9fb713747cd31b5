-- sql/queries/conversation_alike.sql: the newest conversations of a group
-- $1 bigint  group
-- $2 bigint  a conversation to leave out
-- $3 bigint  how many at most
-- returns    id, subject, created (epoch)
select a.conversation_id, c.subject, extract(epoch from a.created_at)::bigint
from analysis a
join conversation c on c.id = a.conversation_id
where a.counted and a.cluster_id = $1::bigint
  and a.conversation_id <> $2::bigint
order by a.created_at desc, a.conversation_id desc
limit $3::bigint
