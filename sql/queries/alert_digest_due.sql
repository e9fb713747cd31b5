-- sql/queries/alert_digest_due.sql: the digest, when its hour has come; not one that is more than half a day late
-- $1 text  time zone of the account
-- returns  nothing
insert into outbox (topic, key, kind, payload, once)
select 'slack', 'digest:' || l.at::date, 'digest',
  jsonb_build_object('every', d.every), 'digest:' || l.at::date
from digest_rule d
cross join (select now() at time zone $1 as at) l
where d.every <> 'off' and l.at::time >= d.at
  and l.at < l.at::date + d.at + interval '12 hours'
  and (d.every = 'day' or extract(isodow from l.at) = d.weekday)
on conflict (once) do nothing
