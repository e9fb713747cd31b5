-- sql/queries/trial_cells.sql: what became of what in a trial
-- $1 bigint  trial
-- returns    dimension (category, intent, severity, any), from, to, how many; changes first, largest first. any: from '', to '', the conversations in which something changed
with v as (
  select * from rules_trial_verdict where trial_id = $1::bigint
), cells as (
  select 'category' as dimension, category_before as f, category_after as t,
    count(*) as n from v group by 2, 3
  union all
  select 'intent', intent_before, intent_after, count(*) from v group by 2, 3
  union all
  select 'severity', severity_before::text, severity_after::text, count(*)
  from v group by 2, 3
  union all
  select 'any', '', '', count(*) from v
  where category_before <> category_after or intent_before <> intent_after
    or severity_before <> severity_after
)
select dimension, f, t, n from cells order by dimension, f = t, n desc, f, t
