-- sql/queries/group_state.sql: how far grouping is
-- returns  texts counted, round in use, round that is being made or 0, its last text
select texts, round, coalesce(next_round, 0), done_id from group_state
