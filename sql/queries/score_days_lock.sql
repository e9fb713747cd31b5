-- sql/queries/score_days_lock.sql: one counts days of scores at a time, until its transaction ends
-- returns  whether this one may
select pg_try_advisory_xact_lock(7313530013)
