-- sql/queries/assignment_skip.sql: a person will not review a reply, and says why
-- $1 bigint  message
-- $2 text    reviewer
-- $3 text    reason
-- returns    assignment; no row when nothing of it is asked of them
update qa_assignment a set state = 'skipped', reason = $3, done_at = now()
from qa_cycle y
where a.message_id = $1::bigint and a.reviewer = $2 and a.state = 'open'
  and y.id = a.cycle_id and y.closed_at is null
returning a.id
