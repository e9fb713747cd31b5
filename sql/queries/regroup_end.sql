-- sql/queries/regroup_end.sql: the new round is the one in use; regroup_forget must follow
-- returns nothing
update group_state set round = next_round, next_round = null, done_id = 0
