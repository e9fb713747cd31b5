-- sql/queries/score_days_count.sql: counts the scores of days anew
-- $1 timestamptz[]  days, their start in UTC
-- returns           nothing
with fact as (
  select (d.day at time zone 'UTC')::date as day, q.*
  from unnest($1::timestamptz[]) as d(day)
  join qa_current q on q.counted and q.replied_at >= d.day
    and q.replied_at < d.day + interval '1 day'
), marked as (
  select f.day, f.engine, f.rubric_version, f.agent_id, f.mailbox_id, p.part,
    v.dimension, v.value, f.failed
  from fact f
  cross join lateral (select 'all' as part
    union all select 'incident' where f.in_incident) as p
  cross join lateral (select 0 as dimension, f.total::float8 as value
    union all select s.n::int, s.score::float8
      from unnest(f.scores) with ordinality as s(score, n)) as v
)
insert into qa_rollup_day (day, engine, rubric_version, agent_id, mailbox_id,
  part, dimension, n, missing, sum, square, critical, bins)
select day, engine, rubric_version, coalesce(agent_id, 0),
  coalesce(mailbox_id, 0), part, dimension, count(value),
  count(*) - count(value), coalesce(sum(value), 0),
  coalesce(sum(value * value), 0), count(*) filter (where failed),
  case when dimension = 0 then score_bins(array_agg(value)
    filter (where value is not null)) else '{}' end
from marked
group by grouping sets (
  (day, engine, rubric_version, part, dimension),
  (day, engine, rubric_version, part, dimension, agent_id),
  (day, engine, rubric_version, part, dimension, mailbox_id),
  (day, engine, rubric_version, part, dimension, agent_id, mailbox_id))
