-- sql/queries/score_save.sql: adds scores of replies, which become the current ones
-- $1 text      engine
-- $2 bigint    its version
-- $3 bigint    rubric
-- $4 text      model, '' for none
-- $5 text      hash of the prompt as hex, null for none
-- $6 bigint[]  messages, each once
-- $7 text[]    hashes of what was judged, as hex
-- $8 text[]    outcomes: scored, failed, refused
-- $9 text[]    totals, null for none
-- $10 bigint[] whether a critical dimension failed it
-- $11 text[]   confidence, null for none
-- $12 text[]   reasoning
-- $13 text[]   errors
-- $14 text[]   scores by position, each a float8[] literal
-- $15 bigint[] of each mark: message
-- $16 bigint[] position
-- $17 text[]   state: scored, na, void
-- $18 text[]   score, null for none
-- $19 text[]   evidence
-- $20 bigint[] message that the evidence is of, null for none
-- $21 text[]   reason
-- $22 text[]   signals, each JSON
-- returns      nothing
-- A failure never takes the place of a score.
with given as (
  select * from unnest($6::bigint[], $7::text[], $8::text[], $9::text[],
    $10::bigint[], $11::text[], $12::text[], $13::text[], $14::text[])
  as g(message_id, input_hash, outcome, total, failed, confidence, reasoning,
    error, scores)
), added as (
  insert into qa_score (message_id, engine, engine_version, rubric_version,
    model, prompt_hash, input_hash, outcome, total, failed, confidence,
    reasoning, error)
  select g.message_id, $1, $2::int, $3::int, $4, decode($5, 'hex'),
    decode(g.input_hash, 'hex'), g.outcome, g.total::float8, g.failed <> 0,
    g.confidence::float8, g.reasoning, g.error
  from given g join message m on m.id = g.message_id
  returning id, message_id
), marked as (
  insert into qa_mark (score_id, position, state, score, evidence,
    evidence_message, reason, signals)
  select a.id, k.position, k.state, k.score::float8, k.evidence,
    k.evidence_message, k.reason, k.signals::jsonb
  from unnest($15::bigint[], $16::bigint[], $17::text[], $18::text[],
    $19::text[], $20::bigint[], $21::text[], $22::text[])
  as k(message_id, position, state, score, evidence, evidence_message, reason,
    signals)
  join added a using (message_id)
)
insert into qa_current as q (message_id, engine, rubric_version, score_id,
  conversation_id, agent_id, mailbox_id, replied_at, category, rating,
  counted, in_incident, outcome, total, failed, confidence, scores, voids)
select m.id, $1, $3::int, a.id, c.id, m.author_id, c.mailbox_id, m.created_at,
  coalesce(n.main_category, ''), coalesce(m.rating, ''), c.counted,
  qa_in_incident(c.id), g.outcome, g.total::float8, g.failed <> 0,
  g.confidence::float8, g.scores::float8[], (select count(*)
    from unnest($15::bigint[], $17::text[]) as k(message_id, state)
    where k.message_id = g.message_id and k.state = 'void')
from given g
join added a using (message_id)
join message m on m.id = g.message_id
join conversation c on c.id = m.conversation_id
left join analysis n on n.conversation_id = c.id
on conflict (message_id, engine, rubric_version) do update set
  score_id = excluded.score_id, conversation_id = excluded.conversation_id,
  agent_id = excluded.agent_id,
  mailbox_id = excluded.mailbox_id, replied_at = excluded.replied_at,
  category = excluded.category, rating = excluded.rating,
  counted = excluded.counted, in_incident = excluded.in_incident,
  outcome = excluded.outcome, total = excluded.total,
  failed = excluded.failed, confidence = excluded.confidence,
  scores = excluded.scores, voids = excluded.voids
where excluded.outcome = 'scored' or q.outcome <> 'scored'
