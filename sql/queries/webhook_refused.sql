-- sql/queries/webhook_refused.sql: what was refused in the last 24 hours
-- $1 text  source: helpscout or slack
-- returns  cause, times; most first
select cause, sum(times)::bigint from webhook_refused
where source = $1 and hour > now() - interval '24 hours'
group by cause order by 2 desc, 1
