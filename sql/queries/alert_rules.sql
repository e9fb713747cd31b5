-- sql/queries/alert_rules.sql: what is told to whom
-- returns the columns of struct alert_rule, in its order; that of all others first
select category, channel, owner, least::text, remind_minutes,
  escalate_minutes, escalate_to
from alert_rule order by category
