-- SPDX-License-Identifier: MIT
-- What the rehearsal of the default rule raised on the converter's bursts, beside
-- what three other methods would have, hour by hour, on the same counts and
-- against the same truth. Needs the table "truth" (id, burst). For benchmarks only.
--
-- An alarm is right when it opens while a burst lasts, or up to 75 minutes after
-- its last report, in a category that a quarter of its reports were judged to be of.
-- A burst is found at the first rise of such a category then: for the detector the
-- alarms alone count as rises.
-- returns  method, bursts, sensitivity, false alarms a week, PPV, median delay (hours)
create temp table span as select begins_at, ends_at,
  (extract(epoch from ends_at - begins_at) / 604800)::numeric as weeks
from detector_rehearsal;

create temp table burst as
select burst, min(created_at) as f,
  max(created_at) + interval '1 hour 15 minutes' as t
from truth join analysis on conversation_id = id
where burst is not null group by 1;
delete from burst where f < (select begins_at from span);

create temp table burst_category as
select burst, main_category as category
from truth join analysis on conversation_id = id
where burst is not null group by burst, main_category
having count(*) >= 0.25 * (select count(*) from truth x where x.burst = truth.burst);

create temp table hourly as
with counted as (
  select date_trunc('hour', created_at) as hour,
    coalesce(main_category, '') as category,
    grouping(main_category, platform, app_version) as dimension,
    coalesce(platform, app_version, '') as part, count(*) as n
  from (select created_at, main_category, nullif(platform, '') as platform,
      nullif(app_version, '') as app_version from analysis where counted) a
  group by grouping sets ((1), (1, main_category),
    (1, main_category, platform), (1, main_category, app_version))
  having not (grouping(platform) = 0 and platform is null
    or grouping(app_version) = 0 and app_version is null)
)
select category, dimension, part, hour, coalesce(n, 0) as n
from (select distinct category, dimension, part from counted) s
cross join (select generate_series(date_trunc('hour', begins_at)
  - interval '8 days', ends_at, '1 hour') as hour from span) h
left join counted using (category, dimension, part, hour);

-- The total of all is category "".
create temp table rise (method text, category text, at timestamptz);
with w as (
  select category, hour + interval '1 hour' as at, n,
    avg(n) over week as mean, coalesce(stddev_pop(n) over week, 0) as sd,
    sum(n) over six as v
  from hourly
  window week as (partition by category, dimension, part order by hour
      rows between 168 preceding and 1 preceding),
    six as (partition by category, dimension, part order by hour
      rows between 5 preceding and current row)
)
insert into rise
select distinct method, category, at from w
cross join lateral (select greatest(1, v / 3.5) as b) b
cross join lateral (values
  ('z1.5', n > 0 and n - mean >= 1.5 * case when sd > 0 then sd else 1 end),
  ('z3', n > 0 and n - mean >= 3 * case when sd > 0 then sd else 1 end),
  ('replaced', category <> '' and (v - b) / greatest(1, sqrt(b)) >= 1.8)
) m (method, rose)
where rose and at >= (select begins_at from span);
insert into rise select 'detector', category, raised_at
from detector_rehearsal_alarm;

-- The total counts when no category has risen.
delete from rise r where category = '' and method <> 'detector' and exists (
  select from rise c where c.method = r.method and c.category <> ''
    and c.at > r.at - interval '6 hours' and c.at <= r.at);

create temp table judged as
select method, at, burst,
  method = 'detector' or lag(at) over (partition by method, category
    order by at) is null or at - lag(at) over (partition by method, category
    order by at) >= interval '6 hours' as opens
from rise r
left join lateral (select burst from burst join burst_category c using (burst)
  where r.at between f and t and r.category in ('', c.category) limit 1) b on true;

select m.method, (select count(*) from burst), s.found,
  round(a.wrong / (select weeks from span), 2), round(a.ppv, 2), s.delay
from (values (1, 'detector'), (2, 'z1.5'), (3, 'z3'), (4, 'replaced'))
  m (n, method)
cross join lateral (
  select round(avg((at is not null)::int), 2) as found,
    round(percentile_cont(0.5) within group (order by
      extract(epoch from at - f) / 3600)::numeric, 2) as delay
  from (select f, (select min(at) from judged j
      where j.method = m.method and j.burst = b.burst) as at from burst b) x) s
cross join lateral (
  select count(*) filter (where burst is null) as wrong,
    avg((burst is not null)::int) as ppv
  from judged j where j.method = m.method and opens) a
order by m.n;
