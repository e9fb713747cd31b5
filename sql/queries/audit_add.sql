-- sql/queries/audit_add.sql: a change of state by a person
-- $1 text  who
-- $2 text  action
-- $3 text  detail as JSON
-- returns nothing
insert into audit (who, action, detail) values ($1, $2, $3::jsonb)
