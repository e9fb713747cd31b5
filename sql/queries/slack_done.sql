-- sql/queries/slack_done.sql: a message stands in Slack
-- $1 text  key
-- $2 text  mark
-- $3 text  its id there
-- $4 text  hash of what it shows as hex; '' when that is not known
-- returns nothing
update slack_message set state = 'sent', ts = $3,
  said_hash = decode(nullif($4, ''), 'hex')
where key = $1 and mark = $2 and state = 'sending'
