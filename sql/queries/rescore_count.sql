-- sql/queries/rescore_count.sql: how many replies there are to be judged, remembered
-- $1 bigint   id
-- $2 boolean  also of conversations that do not count, such as spam
-- returns     how many
update rubric_rescore r
set total = least(case r.most when 0 then n.n else r.most end, n.n)
from (
  select count(*) as n
  from reply
  where (counted or $2::boolean) and created_at >= coalesce((
    select since from rubric_rescore where id = $1::bigint), '-infinity')
) n
where r.id = $1::bigint
returning r.total
