-- sql/queries/alert_press_purge.sql: signatures that are too old to be believed again need not be known
-- returns nothing
delete from slack_press where at < now() - interval '1 hour' and done_at is not null
