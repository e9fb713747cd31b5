-- sql/queries/slack_drop.sql: a message does not stand in Slack (any more)
-- $1 text  key
-- $2 text  mark
-- returns nothing
delete from slack_message where key = $1 and mark = $2
