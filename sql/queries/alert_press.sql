-- sql/queries/alert_press.sql: a button was pressed
-- $1 text  hash of the signature of the request as hex
-- $2 text  name of who pressed
-- $3 text  their id in Slack
-- returns  1; nothing when this very request came before
with named as (
  insert into slack_user (name, id) values ($2, $3)
  on conflict (name) do update set id = excluded.id
)
insert into slack_press (signature) values (decode($1, 'hex'))
on conflict (signature) do nothing
returning 1
