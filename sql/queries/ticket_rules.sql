-- sql/queries/ticket_rules.sql: which new conversations are told
-- returns kind, enabled, channel
select kind, enabled, channel from ticket_alert
