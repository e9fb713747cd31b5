-- sql/queries/webhook_refuse.sql: a delivery that was not taken. A count that a
-- crash loses is no loss, and nobody waits for the disk because of a forger
-- $1 text  cause
-- returns nothing
with relaxed as (select set_config('synchronous_commit', 'off', true))
insert into webhook_refused as r (hour, cause)
select date_trunc('hour', now()), $1 from relaxed
on conflict (hour, cause) do update set times = r.times + 1
