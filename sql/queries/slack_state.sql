-- sql/queries/slack_state.sql: what is known of Slack as a whole
-- returns team_id, problem, problem_at (epoch), seconds that it asked us to wait still, an hour at most
select team_id, problem, extract(epoch from problem_at)::bigint,
  case when closed_until <= now() + interval '1 hour' then
    greatest(0, ceil(extract(epoch from closed_until - now())))::bigint else 0 end
from slack_state
