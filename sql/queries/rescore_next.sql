-- sql/queries/rescore_next.sql: the next replies to be judged by a rubric, newest first
-- $1 text         replied before this time, or with it
-- $2 bigint       and then with a smaller id
-- $3 timestamptz  but not before this; null for all times
-- $4 int          how many
-- $5 boolean      also of conversations that do not count, such as spam
-- returns         message, conversation, replied at, as text
select m.id, m.conversation_id, m.created_at::text
from message m
join conversation c on c.id = m.conversation_id
left join agent g on g.id = m.author_id
where m.kind = 'agent' and m.author_kind = 'user' and m.state = 'published'
  and m.author_id is not null and coalesce(g.kind, 'user') = 'user'
  and m.body <> '' and (c.counted or $5::boolean)
  and (m.created_at, m.id) < ($1::timestamptz, $2::bigint)
  and m.created_at >= coalesce($3::timestamptz, '-infinity')
order by m.created_at desc, m.id desc
limit $4::int
