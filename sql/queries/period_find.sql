-- sql/queries/period_find.sql: what a model said of the last hours
-- returns  from, to (epoch), hash of what was asked, engine, model, claims as JSON, claims that were dropped, when it was made (epoch), the end of the hours that it failed for (epoch, 0), how often; no row: it never was asked
select coalesce(extract(epoch from from_at)::bigint, 0),
  coalesce(extract(epoch from to_at)::bigint, 0), input_hash, engine, model,
  claims, dropped, coalesce(extract(epoch from made_at)::bigint, 0),
  coalesce(extract(epoch from tried_for)::bigint, 0), tries
from period_summary
