-- sql/queries/learn_said.sql: what a run of learning says
-- $1 text  the sentence
-- $2 int   how many corrections are missing for the next attempt, 0 none
-- returns nothing
update learn_state set looked_at = now(), said = $1, missing = $2::int
