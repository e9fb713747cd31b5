-- sql/queries/detector_state_save.sql: replaces what was learned of all series together
-- $1 text         zone
-- $2 int          ruleset
-- $3 int          engine
-- $4 timestamptz  begun
-- $5 timestamptz  learned to
-- $6 timestamptz  judged to
-- $7 int          version of the rule of the threshold
-- $8 text         days
-- $9 text         threshold
-- $10 text[]      sums: seen
-- $11 text[]      weeks
-- $12 text[]      excess
-- $13 text[]      square
-- returns nothing
insert into detector_state (zone, ruleset, engine, begun_at, learned_to,
  judged_to, rule_version, days, threshold, seen, weeks, excess, square)
values ($1, $2::int, $3::int, $4::timestamptz, $5::timestamptz,
  $6::timestamptz, $7::int, $8::float8, $9::float8, $10::text[]::float8[],
  $11::text[]::float8[], $12::text[]::float8[], $13::text[]::float8[])
on conflict (only_row) do update set zone = excluded.zone,
  ruleset = excluded.ruleset, engine = excluded.engine,
  begun_at = excluded.begun_at, learned_to = excluded.learned_to,
  judged_to = excluded.judged_to, rule_version = excluded.rule_version,
  days = excluded.days, threshold = excluded.threshold, seen = excluded.seen,
  weeks = excluded.weeks, excess = excluded.excess, square = excluded.square
