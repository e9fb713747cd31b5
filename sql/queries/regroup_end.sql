-- sql/queries/regroup_end.sql: the new round is the one in use
-- $1 int  version of the grouping
-- returns nothing
with turned as (
  update group_state set round = next_round, next_round = null, done_id = 0,
    version = $1::int
  returning round
)
delete from founder_key k using turned t where k.round <> t.round
