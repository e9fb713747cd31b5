-- sql/queries/alert_is_message.sql: is a message the one of this incident? While a post's answer is awaited its id is not known
-- $1 text  key of the incident
-- $2 text  channel
-- $3 text  the message's id in Slack
-- returns  1, or nothing
select 1 from slack_message
where key = $1 and channel = $2 and (ts = $3 or ts = '')
