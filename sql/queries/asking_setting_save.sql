-- sql/queries/asking_setting_save.sql: sets how replies are scored
-- $1 text    engine
-- $2 text    sampling
-- $3 bigint  replies per agent and week
-- $4 bigint  cap of a day, millionths of a dollar
-- $5 bigint  least for a rank
-- returns    nothing
update qa_setting set engine = $1, sampling = $2, per_agent_week = $3::int,
  daily_cap = $4::bigint, rank_least = $5::int
