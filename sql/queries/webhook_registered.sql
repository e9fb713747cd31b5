-- sql/queries/webhook_registered.sql: the webhook as Help Scout says that it is
-- $1 bigint  its id, 0 when there is none
-- $2 text    state: enabled, disabled, none
-- returns nothing
insert into webhook_registration (hs_id, state) values ($1::bigint, $2)
on conflict (only_row) do update set hs_id = excluded.hs_id,
  state = excluded.state, checked_at = now()
