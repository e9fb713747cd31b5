-- sql/queries/rehearsal_alarms.sql: the alarms of a rehearsal with the course of their category
-- $1 bigint  rehearsal
-- $2 int     hours of the course
-- returns    category, platform, version, group (0), its title, begins, raised, last rise (epoch), reports, seconds, usual, chance, reports by hour, first of those hours (epoch); newest first
select a.category, a.platform, a.app_version, coalesce(a.cluster_id, 0),
  coalesce(g.title, ''), extract(epoch from a.begins_at)::bigint,
  extract(epoch from a.raised_at)::bigint,
  extract(epoch from a.last_at)::bigint, a.reports, a.seconds, a.expected,
  a.chance, array(
    select coalesce(r.conversations, 0)
    from generate_series(0, $2::int - 1) i
    left join rollup_hour r on r.mailbox_id = 0
      and r.dimension = case when a.category = '' then 'all' else 'category' end
      and r.key = a.category and r.hour = h.first + i * interval '1 hour'
    order by i), extract(epoch from h.first)::bigint
from detector_rehearsal_alarm a
left join cluster g on g.id = a.cluster_id
cross join lateral (select date_trunc('hour', a.begins_at)
  - interval '24 hours' as first) h
where a.rehearsal_id = $1::bigint
order by a.raised_at desc, a.n desc
