-- sql/queries/press_add.sql: a button was pressed; safe on disk before it is carried out
-- $1 text    hash of the signature of the request as hex
-- $2 bigint  incident
-- $3 text    action
-- $4 text    name of who pressed
-- $5 text    their id in Slack
-- $6 text    where an answer to them alone goes, ''
-- returns    1; nothing when this very request came before
with durable as (select set_config('synchronous_commit', 'on', true) as setting)
insert into slack_press
  (signature, incident_id, action, name, user_id, response_url)
select decode($1, 'hex'), $2::bigint, $3, $4, $5, $6 from durable
on conflict (signature) do nothing
returning 1
