-- sql/queries/outbox_show_all.sql: what waits for Slack stands on the page of alerts alone
-- $1 text  why
-- returns nothing
update outbox set state = 'shown', error = $1
where topic = 'slack' and state = 'queued'
