-- sql/queries/detector_judged.sql: how far alarms were looked for
-- $1 timestamptz  up to then
-- $2 text         threshold
-- $3 int          version of its rule
-- returns nothing
update detector_state set judged_to = $1::timestamptz,
  threshold = $2::float8, rule_version = $3::int
