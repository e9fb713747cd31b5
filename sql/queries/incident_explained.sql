-- sql/queries/incident_explained.sql: how much of what is above the usual open incidents explain
-- $1 timestamptz  from
-- $2 timestamptz  to, excluded
-- returns         conversations above the usual, a float8
select coalesce(sum(greatest(0, m.n - i.expected *
  extract(epoch from $2::timestamptz - $1::timestamptz)::float8 /
  greatest(i.seconds, 1))), 0)::float8
from incident i
cross join lateral (select count(*) as n from incident_members(i) a
  where a.created_at >= $1 and a.created_at < $2) m
where i.state <> 'resolved' and i.category <> ''
