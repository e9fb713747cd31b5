-- sql/queries/detector_state.sql: what was learned of all series together
-- returns  zone, ruleset, engine, learnt version, begun, learned to, judged to (epoch), version of the rule of the threshold, days, threshold, sums: seen, weeks, excess, square
select zone, ruleset, engine, learnt, extract(epoch from begun_at)::bigint,
  extract(epoch from learned_to)::bigint,
  extract(epoch from judged_to)::bigint, rule_version, days, threshold, seen,
  weeks, excess, square
from detector_state
