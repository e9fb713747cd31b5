-- sql/queries/rescore_next.sql: the next replies to be judged by a rubric, newest first
-- $1 text         replied before this time, or with it
-- $2 bigint       and then with a smaller id
-- $3 timestamptz  but not before this; null for all times
-- $4 int          how many
-- $5 boolean      also of conversations that do not count, such as spam
-- returns         message, conversation, replied at, as text
select id, conversation_id, created_at::text
from reply
where (counted or $5::boolean)
  and (created_at, id) < ($1::timestamptz, $2::bigint)
  and created_at >= coalesce($3::timestamptz, '-infinity')
order by reply.created_at desc, id desc
limit $4::int
