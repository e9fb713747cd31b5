-- sql/queries/detector_state_save.sql: replaces what was learned of all series together
-- $1 text         zone
-- $2 int          ruleset
-- $3 int          engine
-- $4 int          learnt version
-- $5 timestamptz  begun
-- $6 timestamptz  learned to
-- $7 timestamptz  judged to
-- $8 int          version of the rule of the threshold
-- $9 text         days
-- $10 text        threshold
-- $11 text[]      sums: seen
-- $12 text[]      weeks
-- $13 text[]      excess
-- $14 text[]      square
-- returns nothing
insert into detector_state (zone, ruleset, engine, learnt, begun_at,
  learned_to, judged_to, rule_version, days, threshold, seen, weeks, excess, square)
values ($1, $2::int, $3::int, $4::int, $5::timestamptz, $6::timestamptz,
  $7::timestamptz, $8::int, $9::float8, $10::float8, $11::text[]::float8[],
  $12::text[]::float8[], $13::text[]::float8[], $14::text[]::float8[])
on conflict (only_row) do update set zone = excluded.zone,
  ruleset = excluded.ruleset, engine = excluded.engine, learnt = excluded.learnt,
  begun_at = excluded.begun_at, learned_to = excluded.learned_to,
  judged_to = excluded.judged_to, rule_version = excluded.rule_version,
  days = excluded.days, threshold = excluded.threshold, seen = excluded.seen,
  weeks = excluded.weeks, excess = excluded.excess, square = excluded.square
