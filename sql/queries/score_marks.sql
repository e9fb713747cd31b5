-- sql/queries/score_marks.sql: the marks of a score, in the rubric's order
-- $1 bigint  score
-- returns    key, name, weight, scale, critical, state, score, evidence, message of the evidence, reason, signals as JSON
select d.key, d.name, d.weight, d.scale, d.critical, k.state, k.score,
  k.evidence, coalesce(k.evidence_message, 0), k.reason, k.signals
from qa_mark k
join qa_score s on s.id = k.score_id
join rubric_dimension d on d.rubric_version = s.rubric_version
  and d.position = k.position
where k.score_id = $1::bigint
order by k.position
