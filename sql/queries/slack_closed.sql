-- sql/queries/slack_closed.sql: Slack asks to wait
-- $1 bigint  seconds
-- returns nothing
update slack_state
set closed_until = now() + make_interval(secs => $1::bigint)
