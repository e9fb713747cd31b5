-- sql/queries/correction_stats.sql: how much people corrected
-- returns  corrections that nobody took back; of what is in force: different intents, conversations with an intent, with a severity, with any correction, done, dismissed
select
  (select count(distinct (batch, conversation_id)) from feedback
    where undone_at is null
      and field in ('category', 'severity', 'intent', 'note')),
  count(distinct value) filter (where field = 'intent'),
  count(*) filter (where field = 'intent'),
  count(*) filter (where field = 'severity'),
  count(distinct conversation_id) filter (where field in ('category',
    'severity', 'intent')),
  count(*) filter (where field = 'done'),
  count(*) filter (where field = 'dismissed')
from correction
