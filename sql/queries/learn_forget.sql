-- sql/queries/learn_forget.sql: lets go what was learned
-- returns nothing
with gone as (
  delete from learn_attempt
), picks as (
  delete from learn_pick
)
update learn_state set version = 0, since = null, looked_at = null, said = '',
  missing = 0
