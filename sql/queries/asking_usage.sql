-- sql/queries/asking_usage.sql: a call of the model, in today's (UTC) account
-- $1 text    purpose
-- $2 text    model
-- $3 text    why it was in vain, null: it was not
-- $4 bigint  input tokens
-- $5 bigint  of them cached
-- $6 bigint  output tokens
-- $7 bigint  cost, millionths of a dollar
-- $8 bigint  ms that it took
-- $9 text    engine
-- $10 bigint  conversation that it was about, 0: none, or several
-- $11 bigint  reply that it was about, 0 likewise
-- $12 bigint  how many conversations or replies it was about
-- returns    nothing
with said as (
  insert into model_call (engine, purpose, model, error, conversation_id,
    message_id, things, input_tokens, cached_tokens, output_tokens, cost,
    took_ms)
  values ($9, $1, $2, $3, nullif($10::bigint, 0), nullif($11::bigint, 0),
    $12::int, $4::bigint, $5::bigint, $6::bigint, $7::bigint, $8::bigint)
)
insert into model_usage as u (day, engine, purpose, model, calls, failures,
  input_tokens, cached_tokens, output_tokens, cost, took_ms)
values ((now() at time zone 'UTC')::date, $9, $1, $2, 1, ($3 is not null)::int,
  $4::bigint, $5::bigint, $6::bigint, $7::bigint, $8::bigint)
on conflict (day, engine, purpose, model) do update set
  calls = u.calls + 1, failures = u.failures + excluded.failures,
  input_tokens = u.input_tokens + excluded.input_tokens,
  cached_tokens = u.cached_tokens + excluded.cached_tokens,
  output_tokens = u.output_tokens + excluded.output_tokens,
  cost = u.cost + excluded.cost, took_ms = u.took_ms + excluded.took_ms
