-- sql/queries/enrich_of.sql: what a model says of conversations
-- $1 bigint[]  conversations
-- returns      conversation, outcome, engine, model, whether it is the larger one, summary, language, translation, categories, intent, root cause, entities as JSON, how sure (-1 not told), error, asked (epoch)
select conversation_id, outcome, engine, model, strong, summary, language,
  translation, categories, intent, cause, entities, coalesce(sure, -1), error,
  extract(epoch from asked_at)::bigint
from enrichment where conversation_id = any($1::bigint[])
order by array_position($1::bigint[], conversation_id)
