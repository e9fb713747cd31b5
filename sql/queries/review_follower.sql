-- sql/queries/review_follower.sql: what a person submitted of a reply from a form that followed one review of theirs
-- $1 bigint  message
-- $2 text    reviewer
-- $3 bigint  the review that it follows, 0 none
-- returns    review, rubric, note, whether a draft of theirs stands beside it, positions, scores (null: does not apply), notes, evidence; no row when nothing was
select v.id, v.rubric_version, v.note,
  exists (select from qa_review d where d.message_id = v.message_id
    and d.reviewer = v.reviewer and d.state = 'draft'),
  k.positions, k.scores, k.notes, k.evidence
from qa_review v
cross join lateral qa_review_marks(v.id) k
where v.message_id = $1::bigint and v.reviewer = $2
  and v.follows = $3::bigint and v.state = 'submitted'
