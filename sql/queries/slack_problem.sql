-- sql/queries/slack_problem.sql: whether Slack lets the program in
-- $1 text  what is wrong with its configuration; '' nothing
-- $2 text  the workspace, '' when that was not said
-- returns nothing
update slack_state set problem = $1,
  problem_at = case when $1 = '' then null else coalesce(problem_at, now()) end,
  team_id = coalesce(nullif($2, ''), team_id)
where problem <> $1 or team_id <> coalesce(nullif($2, ''), team_id)
