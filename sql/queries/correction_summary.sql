-- sql/queries/correction_summary.sql: corrections, newest first
-- $1 int   how many at most
-- $2 int   characters of the text at most
-- returns  number, subject, beginning of the text, intent, severity, notes, at as epoch; '' where nothing was said
-- What one person corrected of one conversation at once is one correction.
with made as (
  select max(id) as id, conversation_id, number,
    max(became) filter (where field = 'intent') as intent,
    max(became) filter (where field = 'severity') as severity,
    max(notes) as notes, max(at) as at
  from feedback
  where undone_at is null
    and field in ('category', 'severity', 'intent', 'note')
  group by batch, conversation_id, number
  order by max(id) desc
  limit $1::int
)
select m.number, c.subject, left(coalesce(words.text, ''), $2::int),
  coalesce(m.intent, ''), coalesce(m.severity, ''), m.notes,
  extract(epoch from m.at)::bigint
from made m
join conversation c on c.id = m.conversation_id
left join lateral (
  select string_agg(x.body, E'\n---\n' order by x.created_at, x.id) as text
  from message x
  where x.conversation_id = m.conversation_id and x.body <> ''
    and x.state = 'published'
) words on true
order by m.id desc
