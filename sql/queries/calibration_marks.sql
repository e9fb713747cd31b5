-- sql/queries/calibration_marks.sql: what members of a session made of its replies
-- $1 bigint  session
-- returns    message, subject, reviewer, position (0: the total), score or null, submitted; by reply, reviewer, position
select m.message_id, c.subject, p.reviewer, k.position, k.score,
  v.id is not null
from qa_session_message m
join qa_session_member p using (session_id)
join message x on x.id = m.message_id
join conversation c on c.id = x.conversation_id
left join qa_review v on v.session_id = m.session_id
  and v.message_id = m.message_id and v.reviewer = p.reviewer
  and v.state = 'submitted'
cross join lateral (
  select 0 as position, v.total as score
  union all
  select position, score from qa_review_mark where review_id = v.id) k
where m.session_id = $1::bigint
order by m.position, p.reviewer, k.position
