-- sql/queries/rescore_find.sql: how far replies are judged by a rubric
-- $1 bigint  id, or 0
-- $2 bigint  rubric: its newest one; 0 with an id
-- returns    id, rubric, who, wanted at (epoch), since (epoch or 0), at most, total (-1: not begun), looked at, judged, done (epoch or 0), last reply's time as text, its id, its newest job or 0, that one's state, scores that kept their marks
with found as (
  select * from rubric_rescore
  where case when $1::bigint <> 0 then id = $1::bigint
    else rubric_version = $2::int end
  order by id desc limit 1
)
select r.id, r.rubric_version, r.who, extract(epoch from r.created_at)::bigint,
  coalesce(extract(epoch from r.since)::bigint, 0), r.most,
  coalesce(r.total, -1), r.looked, r.judged,
  coalesce(extract(epoch from r.done_at)::bigint, 0), r.at::text, r.at_id,
  coalesce(j.id, 0), coalesce(j.state, ''), r.kept
from found r
left join lateral (select id, state from job
  where kind = 'rescore' and (payload ->> 'rescore')::bigint = r.id
  order by id desc limit 1) j on true
