-- sql/queries/score_days_count.sql: counts the scores of days anew
-- $1 timestamptz[]  days, their start in UTC
-- returns           nothing
with marked as (
  select (d.day at time zone 'UTC')::date as day, q.engine, q.rubric_version,
    q.agent_id, q.mailbox_id, p.part, v.dimension, v.value,
    v.dimension = 0 and q.failed as failed,
    case when v.dimension = 0 then q.rating else '' end as rating
  from unnest($1::timestamptz[]) as d(day)
  join qa_current q on q.counted and q.outcome = 'scored'
    and q.replied_at >= d.day and q.replied_at < d.day + interval '1 day'
  cross join lateral (select 'all' as part
    union all select 'incident' where q.in_incident) as p
  cross join lateral qa_values(q.total, q.scores) as v
)
insert into qa_rollup_day (day, engine, rubric_version, agent_id, mailbox_id,
  part, dimension, n, missing, sum, square, critical, great, okay, not_good,
  bins)
select day, engine, rubric_version, coalesce(agent_id, 0),
  coalesce(mailbox_id, 0), part, dimension, count(value),
  count(*) - count(value), coalesce(sum(value), 0),
  coalesce(sum(value * value), 0), count(*) filter (where failed),
  count(*) filter (where rating = 'great'),
  count(*) filter (where rating = 'okay'),
  count(*) filter (where rating = 'not_good'),
  case when dimension = 0 then score_bins(array_agg(value)
    filter (where value is not null)) else '{}' end
from marked
group by grouping sets (
  (day, engine, rubric_version, part, dimension),
  (day, engine, rubric_version, part, dimension, agent_id),
  (day, engine, rubric_version, part, dimension, mailbox_id),
  (day, engine, rubric_version, part, dimension, agent_id, mailbox_id))
-- rows that a page reads together stand together
order by 5, 1, 4, 7
