-- sql/queries/asking_usage.sql: adds a call of the model to today's (UTC) account
-- $1 text    purpose
-- $2 text    model
-- $3 bigint  1 when it failed
-- $4 bigint  input tokens
-- $5 bigint  of them cached
-- $6 bigint  output tokens
-- $7 bigint  cost, millionths of a dollar
-- $8 bigint  ms that it took
-- $9 text    engine
-- returns    nothing
insert into model_usage as u (day, engine, purpose, model, calls, failures,
  input_tokens, cached_tokens, output_tokens, cost, took_ms)
values ((now() at time zone 'UTC')::date, $9, $1, $2, 1, $3::int,
  $4::bigint, $5::bigint, $6::bigint, $7::bigint, $8::bigint)
on conflict (day, engine, purpose, model) do update set
  calls = u.calls + 1, failures = u.failures + excluded.failures,
  input_tokens = u.input_tokens + excluded.input_tokens,
  cached_tokens = u.cached_tokens + excluded.cached_tokens,
  output_tokens = u.output_tokens + excluded.output_tokens,
  cost = u.cost + excluded.cost, took_ms = u.took_ms + excluded.took_ms
