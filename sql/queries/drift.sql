-- sql/queries/drift.sql: who judged replies of a window and what came of it, all from one look at them
-- $1 timestamptz  replied from
-- $2 timestamptz  to, excluded
-- $3 text         engine
-- $4 bigint[]     mailboxes, empty for all
-- $5 bigint       agent, 0 for all
-- $6 text         main category, '' for all
-- $7 text         rating, '' for all
-- $8 text         conversations of incidents: all, without, only
-- $9 bigint       of so many replies one, a power of two
-- $10 text        week, month
-- returns         part, judge, time (epoch), then by part:
--   0, judges in the order in which they began: time since; engine's version, rubric, replies that it judged first; model, hash of the prompt as hex or ''
--   1, totals by begin of the week or month (UTC), then by who judged first: replies; sum, sum of squares
--   2, of all replies with a blind review, sampled or not, in the same order: engine, and person in the newest one
--   3, replies that a judge and the one before it both judged: replies, moves by more than 1; mean before, mean after, sum of the moves, sum of their squares
with j as materialized (
  select q.*, extract(epoch from date_trunc($10, q.replied_at at time zone 'UTC')
      at time zone 'UTC')::bigint as period,
    case when q.first then (select v.total from qa_review v
      where v.message_id = q.message_id and v.rubric_version = q.rubric_version
        and v.state = 'submitted' and v.blind and v.total is not null
      order by v.id desc limit 1) end as person
  from qa_judges($1::timestamptz, $2::timestamptz, $3, $4::bigint[], $5::bigint,
    $6, $7, $8, $9::bigint) q
), part as (
  select 0 as part, judge, extract(epoch from since)::bigint as at,
    engine_version::bigint as i, rubric_version::bigint as k,
    count(*) filter (where first and sampled) as n, model,
    coalesce(encode(prompt_hash, 'hex'), '') as prompt,
    0::float8 as a, 0::float8 as b, 0::float8 as c, 0::float8 as d
  from j group by 2, 3, 4, 5, 7, 8
  union all
  select 1, judge, period, 0, 0, count(*) filter (where sampled), '', '',
    coalesce(sum(total) filter (where sampled), 0),
    coalesce(sum(total * total) filter (where sampled), 0), 0, 0
  from j where first and (sampled or person is not null) group by 2, 3
  union all
  select 2, judge, period, 0, 0, 1, '', '', total, person, 0, 0
  from j where person is not null
  union all
  select 3, judge, 0, 0,
    count(*) filter (where abs(round((total - was)::numeric, 6)) > 1),
    count(*), '', '', avg(was), avg(total), sum(total - was),
    sum((total - was) ^ 2)
  from (select judge, total, lag(judge) over w as by, lag(total) over w as was
    from j where sampled
    window w as (partition by message_id order by judge)) moves
  where by = judge - 1
  group by 2
)
select part, judge, at, i, k, n, model, prompt, a, b, c, d from part
order by part, case part when 0 then 0 else at end, judge
