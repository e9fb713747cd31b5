-- sql/queries/enrich_setting_save.sql: sets how conversations are enriched
-- $1 text    engine
-- $2 bigint  cap of a day, millionths of a dollar
-- $3 bigint  least sureness, percent
-- returns    nothing
-- What was wrong was so with what was set before.
update enrich_state set problem = case when engine = $1 then problem else '' end,
  problem_at = case when engine = $1 then problem_at end,
  closed_until = case when engine = $1 then closed_until end,
  waits = case when engine = $1 then waits else 0 end,
  capped_on = case when daily_cap >= $2::bigint then capped_on end,
  engine = $1, daily_cap = $2::bigint, sure_least = $3::int
