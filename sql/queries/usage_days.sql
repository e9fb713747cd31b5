-- sql/queries/usage_days.sql: what models were asked, by day (UTC), engine, purpose and model, newest first
-- $1 int   days back, today included
-- returns  day as text, engine, purpose, model, calls, failures, input tokens, cached ones, output tokens, cost (millionths of a dollar), ms that calls took together, the day's begin (epoch, UTC)
select day::text, engine, purpose, model, calls, failures, input_tokens,
  cached_tokens, output_tokens, cost, took_ms, extract(epoch from day)::bigint
from model_usage
where day > (now() at time zone 'UTC')::date - $1::int
order by day desc, engine, purpose, model
