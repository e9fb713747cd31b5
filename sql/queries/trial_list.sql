-- sql/queries/trial_list.sql: conversations of a trial with both verdicts
-- $1 bigint  trial
-- $2 text    dimension: category, intent, severity, any
-- $3 text    from; '' for every change of that dimension
-- $4 text    to
-- $5 bigint  smaller id than this, 0 to begin
-- $6 int     how many
-- returns    conversation, number, subject, one-liner, created (epoch), category before, after, intent before, after, severity before, after
select v.conversation_id, c.number, c.subject, coalesce(a.one_liner, ''),
  extract(epoch from c.created_at)::bigint, v.category_before,
  v.category_after, v.intent_before, v.intent_after, v.severity_before,
  v.severity_after
from rules_trial_verdict v
join conversation c on c.id = v.conversation_id
left join analysis a on a.conversation_id = v.conversation_id
where v.trial_id = $1::bigint and ($5::bigint = 0 or v.conversation_id < $5::bigint)
  and case $2
    when 'category' then category_before <> category_after and $3 = ''
      or category_before = $3 and category_after = $4
    when 'intent' then intent_before <> intent_after and $3 = ''
      or intent_before = $3 and intent_after = $4
    when 'severity' then severity_before <> severity_after and $3 = ''
      or severity_before::text = $3 and severity_after::text = $4
    else category_before <> category_after or intent_before <> intent_after
      or severity_before <> severity_after end
order by v.conversation_id desc
limit $6::int
