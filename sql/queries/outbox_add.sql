-- sql/queries/outbox_add.sql: something has to reach the outside
-- $1 text   topic
-- $2 text   key: what it is about
-- $3 text   kind
-- $4 jsonb  payload; null for none
-- $5 text   what may be said once only; null: always
-- returns nothing
insert into outbox (topic, key, kind, payload, once)
values ($1, $2, $3, coalesce($4::jsonb, '{}'), $5)
on conflict (once) do nothing
