-- sql/queries/slack_state.sql: what is known of Slack as a whole
-- returns team_id, problem, problem_at (epoch), seconds that it asked us to wait still
select team_id, problem, extract(epoch from problem_at)::bigint,
  greatest(0, ceil(extract(epoch from closed_until - now())))::bigint
from slack_state
