-- sql/queries/webhook_refused.sql: what was refused in the last 24 hours
-- returns  cause, times; most first
select cause, sum(times)::bigint from webhook_refused
where hour > now() - interval '24 hours'
group by cause order by 2 desc, 1
