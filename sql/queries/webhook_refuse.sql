-- sql/queries/webhook_refuse.sql: a delivery, or a button of Slack, that was not
-- taken. A count that a crash loses is no loss, and nobody waits for the disk
-- because of a forger
-- $1 text  source: helpscout or slack
-- $2 text  cause
-- returns nothing
with relaxed as (select set_config('synchronous_commit', 'off', true))
insert into webhook_refused as r (source, hour, cause)
select $1, date_trunc('hour', now()), $2 from relaxed
on conflict (source, hour, cause) do update set times = r.times + 1
