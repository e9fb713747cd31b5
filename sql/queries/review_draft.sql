-- sql/queries/review_draft.sql: begins a review, or goes on with its draft
-- $1 bigint  message
-- $2 bigint  rubric
-- $3 text    reviewer
-- $4 bigint  calibration session, 0 none
-- $5 bool    made without sight of the engine's score
-- $6 text    note
-- $7 bigint  the reviewer's review that it follows, 0 none
-- returns    review; no row without such a reply
insert into qa_review as r (message_id, rubric_version, reviewer, kind,
  session_id, blind, note, follows)
select id, $2::int, $3, case $4::bigint when 0 then 'review'
  else 'calibration' end, nullif($4::bigint, 0), $5::bool, $6, $7::bigint
from message where id = $1::bigint and author_kind = 'user' and kind = 'agent'
  and state = 'published'
on conflict (message_id, reviewer, coalesce(session_id, 0))
  where state = 'draft'
do update set rubric_version = excluded.rubric_version, note = excluded.note,
  blind = r.blind and excluded.blind, follows = excluded.follows
returning id
