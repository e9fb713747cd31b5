-- sql/queries/score_history.sql: every score of a reply, newest first
-- $1 bigint  message
-- returns    score, engine, its version, rubric, its name, model, outcome, total or null, failed, confidence, reasoning, error, scored (epoch), whether it is the one that counts, rubric of the score whose marks it keeps or 0
select s.id, s.engine, s.engine_version, s.rubric_version, r.name, s.model,
  s.outcome, s.total, s.failed, s.confidence, s.reasoning, s.error,
  extract(epoch from s.scored_at)::bigint, q.score_id is not null,
  coalesce(m.rubric_version, 0)
from qa_score s
join rubric r on r.version = s.rubric_version
left join qa_score m on m.id = s.marks_of
left join qa_current q on q.message_id = s.message_id and q.score_id = s.id
where s.message_id = $1::bigint
order by s.id desc
limit 50
