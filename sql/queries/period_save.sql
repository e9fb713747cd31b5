-- sql/queries/period_save.sql: what a model says of some hours takes the place of what it said before
-- $1 time    from
-- $2 time    to, excluded
-- $3 text    hash of what was asked
-- $4 text    engine
-- $5 text    model
-- $6 text    claims as JSON: [{text, dimension, key, now, before}]
-- $7 bigint  claims that were dropped
-- returns    nothing
insert into period_summary as p (from_at, to_at, input_hash, engine, model,
  claims, dropped, made_at)
values ($1::timestamptz, $2::timestamptz, $3, $4, $5, $6::jsonb, $7::int, now())
on conflict (only_row) do update set from_at = excluded.from_at,
  to_at = excluded.to_at, input_hash = excluded.input_hash,
  engine = excluded.engine, model = excluded.model, claims = excluded.claims,
  dropped = excluded.dropped, made_at = excluded.made_at, tried_for = null,
  tries = 0, error = ''
