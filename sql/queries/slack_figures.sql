-- sql/queries/slack_figures.sql: how alerts get to Slack, for who watches the installation
-- returns  alerts that wait, seconds by which the latest of them is late, given up in 24 hours, presses of buttons that wait, whether Slack takes none
select count(*) filter (where o.state = 'queued'),
  greatest(0, extract(epoch from now() - min(o.run_at)
    filter (where o.state = 'queued')))::bigint,
  count(*) filter (where o.state = 'dead'
    and o.created_at > now() - interval '1 day'),
  (select count(*) from slack_press where done_at is null),
  (select problem <> '' from slack_state)
from outbox o
where o.topic = 'slack' and o.state in ('queued', 'dead')
