-- sql/queries/alert_digest_course.sql: the course of a digest, 24 steps of a day or 28 of a week
-- $1 bigint  full hours
-- returns    conversations of each step, in order
select coalesce(sum(r.conversations), 0)::bigint
from generate_series(0, $1::int - 1) as h(n)
left join rollup_hour r on r.mailbox_id = 0 and r.dimension = 'all'
  and r.hour = date_trunc('hour', now())
    - make_interval(hours => $1::int - h.n)
group by h.n / (case when $1::int > 24 then 6 else 1 end)
order by h.n / (case when $1::int > 24 then 6 else 1 end)
