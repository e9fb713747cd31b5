-- sql/queries/review_duty.sql: why a person is to review a reply
-- $1 bigint  message
-- $2 text    reviewer
-- returns    one row: open session or 0, cycle or 0, name of the session or else the cycle, whether the engine's score is kept from them, whether they have submitted a review before, whether they have seen its score, rubric of the session or 0, the last that they have submitted of it or 0
select coalesce(s.id, 0), coalesce(c.id, 0), coalesce(s.name, c.name, ''),
  s.id is not null or coalesce(c.blind, false),
  exists (select from qa_review where message_id = $1::bigint
    and reviewer = $2 and state = 'submitted' and kind = 'review'),
  exists (select from qa_seen where message_id = $1::bigint
    and reviewer = $2),
  coalesce(s.rubric_version, 0),
  coalesce((select max(id) from qa_review where message_id = $1::bigint
    and reviewer = $2 and state = 'submitted'), 0)
from (values (1)) as one
left join lateral (
  select s.id, s.name, s.rubric_version
  from qa_session_message m
  join qa_session_member p using (session_id)
  join qa_session s on s.id = m.session_id
  where m.message_id = $1::bigint and p.reviewer = $2 and s.closed_at is null
    and not exists (select from qa_review v where v.session_id = s.id
      and v.message_id = m.message_id and v.reviewer = $2
      and v.state = 'submitted')
  order by s.id limit 1) s on true
left join lateral (
  select c.id, c.name, c.blind
  from qa_assignment a join qa_cycle c on c.id = a.cycle_id
  where a.message_id = $1::bigint and a.reviewer = $2 and a.state = 'open'
    and c.closed_at is null
  order by a.id limit 1) c on true
