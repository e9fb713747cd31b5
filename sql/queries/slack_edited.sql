-- sql/queries/slack_edited.sql: a message shows something else now
-- $1 text  key
-- $2 text  hash of what it shows as hex
-- returns nothing
update slack_message set said_hash = decode($2, 'hex')
where key = $1 and state = 'sent'
