-- sql/queries/score_carry.sql: adds scores under a rubric that have the marks of others
-- $1 bigint    rubric
-- $2 bigint[]  scores whose marks they have
-- $3 text[]    totals, null for none
-- $4 bigint[]  whether a critical dimension failed it
-- $5 text[]    scores by position, each a float8[] literal
-- returns      nothing
with given as (
  select s.*, g.new_total, g.new_failed, g.scores
  from unnest($2::bigint[], $3::text[], $4::bigint[], $5::text[])
  as g(id, new_total, new_failed, scores) join qa_score s using (id)
), added as (
  insert into qa_score (message_id, engine, engine_version, rubric_version,
    model, prompt_hash, input_hash, outcome, total, failed, confidence,
    reasoning, marks_of)
  select g.message_id, g.engine, g.engine_version, $1::int, g.model,
    g.prompt_hash, g.input_hash, g.outcome, g.new_total::float8,
    g.new_failed <> 0, g.confidence, g.reasoning, coalesce(g.marks_of, g.id)
  from given g
  returning id, message_id, engine
), marked as (
  insert into qa_mark (score_id, position, state, score, evidence,
    evidence_message, reason, signals)
  select a.id, d.position, k.state, k.score, k.evidence, k.evidence_message,
    k.reason, k.signals
  from added a
  join given g using (message_id, engine)
  join qa_mark k on k.score_id = g.id
  join rubric_dimension was on was.rubric_version = g.rubric_version
    and was.position = k.position
  join rubric_dimension d on d.rubric_version = $1::int and d.key = was.key
)
insert into qa_current as q (message_id, engine, rubric_version, score_id,
  conversation_id, agent_id, mailbox_id, replied_at, category, rating,
  counted, in_incident, outcome, total, failed, confidence, scores,
  voids)
select c.message_id, c.engine, $1::int, a.id, c.conversation_id, c.agent_id,
  c.mailbox_id, c.replied_at, c.category, c.rating, c.counted, c.in_incident,
  g.outcome, g.new_total::float8, g.new_failed <> 0, g.confidence,
  g.scores::float8[], c.voids
from added a
join given g using (message_id, engine)
join qa_current c on c.message_id = g.message_id and c.engine = g.engine
  and c.rubric_version = g.rubric_version
on conflict (message_id, engine, rubric_version) do update set
  score_id = excluded.score_id, outcome = excluded.outcome,
  total = excluded.total, failed = excluded.failed,
  confidence = excluded.confidence, scores = excluded.scores,
  voids = excluded.voids
where q.outcome <> 'scored'
