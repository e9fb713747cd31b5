-- sql/queries/usage_sums.sql: the same of all these days together, the dearest first
-- $1 int   days back, today included
-- returns  engine, purpose, model, calls, failures, input tokens, cached ones, output tokens, cost (millionths of a dollar), ms that calls took together
select engine, purpose, model, sum(calls)::bigint, sum(failures)::bigint,
  sum(input_tokens)::bigint, sum(cached_tokens)::bigint,
  sum(output_tokens)::bigint, sum(cost)::bigint, sum(took_ms)::bigint
from model_usage
where day > (now() at time zone 'UTC')::date - $1::int
group by engine, purpose, model
order by sum(cost) desc, engine, purpose, model
