-- sql/queries/enrich_save.sql: keeps what came of asking about a conversation; what cannot be used takes no place of what can
-- $1 bigint   conversation
-- $2 text     hash of its report as hex
-- $3 bigint   version of the question
-- $4 text     outcome
-- $5 text     engine
-- $6 text     model
-- $7 boolean  by the larger model
-- $8 text     summary
-- $9 text     language
-- $10 text    translation
-- $11 text[]  categories
-- $12 text    intent
-- $13 text    root cause
-- $14 text    entities as JSON
-- $15 text    how sure, '' not told
-- $16 text    error
-- returns     nothing
insert into enrichment as e (conversation_id, report, version, outcome, engine,
  model, strong, summary, language, translation, categories, intent, cause,
  entities, sure, error)
select c.id, decode($2, 'hex'), $3::int, $4, $5, $6, $7::boolean, $8, $9, $10,
  $11::text[], $12, $13, $14::jsonb, nullif($15, '')::float8, $16
from conversation c where c.id = $1::bigint
on conflict (conversation_id) do update set report = excluded.report,
  version = excluded.version, outcome = excluded.outcome,
  engine = excluded.engine, model = excluded.model, strong = excluded.strong,
  summary = excluded.summary, language = excluded.language,
  translation = excluded.translation, categories = excluded.categories,
  intent = excluded.intent, cause = excluded.cause,
  entities = excluded.entities, sure = excluded.sure, error = excluded.error,
  asked_at = now()
where excluded.outcome in ('done', 'skipped') or e.outcome <> 'done'
  or e.report <> excluded.report
