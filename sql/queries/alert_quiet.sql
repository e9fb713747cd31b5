-- sql/queries/alert_quiet.sql: how long it is quiet
-- $1 text  time zone of the account
-- returns  seconds; null when it is not
select ceil(extract(epoch from quiet_until(now(), $1) - now()))::bigint
