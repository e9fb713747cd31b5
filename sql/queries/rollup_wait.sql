-- sql/queries/rollup_wait.sql: waits for whoever folds, then is the one, until its transaction ends
-- returns  nothing of interest
select pg_advisory_xact_lock(7313530002)
