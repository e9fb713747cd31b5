-- sql/queries/outbox_next.sql: when something is to be told in Slack next
-- returns seconds from now, 0 when it is due; null when nothing waits
select greatest(0, ceil(extract(epoch from min(case
  when run_at > now() + interval '1 hour' then now() else run_at end)
  - now())))::bigint
from outbox where topic = 'slack' and state = 'queued'
