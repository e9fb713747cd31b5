-- sql/queries/ticket_rule_save.sql: whether new conversations of a kind are told
-- $1 text     kind
-- $2 boolean  they are
-- $3 text     channel
-- returns     nothing
update ticket_alert set enabled = $2, channel = $3 where kind = $1
