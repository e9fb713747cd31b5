-- sql/queries/outbox_add.sql: something that must reach the outside
-- $1 text  topic
-- $2 text  key
-- $3 text  kind
-- $4 text  payload as JSON, or null
-- returns nothing
insert into outbox (topic, key, kind, payload)
values ($1, $2, $3, coalesce($4::jsonb, '{}'))
