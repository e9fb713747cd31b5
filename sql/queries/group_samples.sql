-- sql/queries/group_samples.sql: what the members of groups say
-- $1 bigint[]     groups
-- $2 timestamptz  start
-- $3 timestamptz  end
-- $4 bigint       mailbox, 0 for all
-- returns         group, categories in order of the alphabet, the 5 most frequent subjects, the 10 newest conversations, 400 characters of the newest one's first message
with member as materialized (
  select a.cluster_id, a.conversation_id, a.categories, c.subject,
    row_number() over (partition by a.cluster_id
      order by a.created_at desc, a.conversation_id desc) as nth
  from analysis a join conversation c on c.id = a.conversation_id
  where a.counted and a.cluster_id = any($1::bigint[])
    and a.created_at >= $2::timestamptz and a.created_at < $3::timestamptz
    and ($4::bigint = 0 or a.mailbox_id = $4::bigint)
), category as (
  select cluster_id, array_agg(distinct k order by k) as names
  from member cross join lateral unnest(categories) as k
  group by cluster_id
), ranked as (
  select cluster_id, subject, row_number() over (partition by cluster_id
    order by count(*) desc, min(nth)) as place
  from member where subject <> ''
  group by cluster_id, subject
), subject as (
  select cluster_id, array_agg(subject order by place) as names
  from ranked where place <= 5 group by cluster_id
), newest as (
  select cluster_id, array_agg(conversation_id order by nth) as ids
  from member where nth <= 10 group by cluster_id
)
select n.cluster_id, coalesce(c.names, '{}'), coalesce(s.names, '{}'), n.ids,
  coalesce((select left(m.body, 400) from message m
    where m.conversation_id = n.ids[1] and m.body <> ''
      and (m.kind = 'customer' or (m.kind in ('chat', 'phone')
	and m.author_kind = 'customer'))
    order by m.created_at, m.id limit 1), '')
from newest n
left join category c using (cluster_id)
left join subject s using (cluster_id)
