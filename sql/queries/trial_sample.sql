-- sql/queries/trial_sample.sql: the next conversations of a trial, newest first
-- $1 text    created before or with this time
-- $2 bigint  and then with a smaller id
-- $3 int     how many
-- returns    id, subject, text as the analysis reads it, time as text, what a person said: main category, intent, severity (null: nothing)
select a.conversation_id, c.subject, customer_words(c.id, c.first_reply_at),
  a.created_at::text,
  case when 'category' = any(a.corrected) then a.main_category end,
  case when 'intent' = any(a.corrected) then a.intent end,
  case when 'severity' = any(a.corrected) then a.severity end
from analysis a join conversation c on c.id = a.conversation_id
where a.counted
  and (a.created_at, a.conversation_id) < ($1::timestamptz, $2::bigint)
order by a.created_at desc, a.conversation_id desc
limit $3::int
