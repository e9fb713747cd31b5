-- sql/queries/press_done.sql: it is carried out, or answered; who pressed is known by name
-- $1 text  hash of the signature as hex
-- returns nothing
with done as (
  update slack_press set done_at = now() where signature = decode($1, 'hex')
  returning name, user_id
)
insert into slack_user (name, id) select name, user_id from done
on conflict (name) do update set id = excluded.id
