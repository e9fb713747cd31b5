-- sql/queries/rescore_count.sql: how many replies there are to be judged, remembered
-- $1 bigint   id
-- $2 boolean  also of conversations that do not count, such as spam
-- returns     how many
update rubric_rescore r
set total = least(case r.most when 0 then n.n else r.most end, n.n)
from (
  select count(*) as n
  from message m
  join conversation c on c.id = m.conversation_id
  left join agent g on g.id = m.author_id
  where m.kind = 'agent' and m.author_kind = 'user' and m.state = 'published'
    and m.author_id is not null and coalesce(g.kind, 'user') = 'user'
    and m.body <> '' and (c.counted or $2::boolean)
    and m.created_at >= coalesce((select since from rubric_rescore
      where id = $1::bigint), '-infinity')
) n
where r.id = $1::bigint
returning r.total
