-- sql/queries/alert_digest_due.sql: the digest, when its hour has come; not one that is more than half a day late
-- $1 text  time zone of the account
-- returns  nothing
insert into outbox (topic, key, kind, payload, once)
select 'slack', 'digest:' || l.day, 'digest',
  jsonb_build_object('every', d.every), 'digest:' || l.day
from digest_rule d
cross join (select n.at, n.at::date - back as day
  from (select now() at time zone $1 as at) n, generate_series(0, 1) back) l
where d.every <> 'off' and l.at >= l.day + d.at
  and l.at < l.day + d.at + interval '12 hours'
  and (d.every = 'day' or extract(isodow from l.day) = d.weekday)
on conflict (once) do nothing
