-- sql/queries/review_list.sql: what people make of a reply, newest first
-- $1 bigint  message
-- $2 text    whose draft is among them, '' nobody's
-- $3 bigint  the session that the draft is for, 0 none
-- $4 text    engine to compare with
-- returns    review, rubric, its name, reviewer, whether it is a draft, blind, total or null, failed, note, submitted or begun (epoch), positions, scores (null: does not apply), notes, evidence, the engine's total or null, its scores
select v.id, v.rubric_version, r.name, v.reviewer, v.state = 'draft', v.blind,
  v.total, v.failed, v.note,
  extract(epoch from coalesce(v.submitted_at, v.created_at))::bigint,
  k.positions, k.scores, k.notes, k.evidence, q.total,
  coalesce(q.scores, '{}')
from qa_review v
join rubric r on r.version = v.rubric_version
left join qa_current q on q.message_id = v.message_id and q.engine = $4
  and q.rubric_version = v.rubric_version and q.outcome = 'scored'
cross join lateral qa_review_marks(v.id) k
where v.message_id = $1::bigint
  and (v.state = 'submitted' and v.kind = 'review'
    or v.state = 'draft' and v.reviewer = $2
      and coalesce(v.session_id, 0) = $3::bigint)
order by v.id desc
limit 50
