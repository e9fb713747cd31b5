-- sql/queries/regroup_begin.sql: groups all texts anew, unless that is under way
-- returns  the round that begins; no row when one is under way
update group_state set next_round = round + 1, done_id = 0, moved = 0
where next_round is null
returning next_round
