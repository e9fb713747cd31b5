-- sql/queries/slack_close.sql: nothing more can be done about a message
-- $1 text  key
-- $2 text  given_up or final
-- $3 text  why
-- returns nothing
update slack_message set state = $2, why = $3 where key = $1
