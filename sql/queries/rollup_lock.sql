-- sql/queries/rollup_lock.sql: one folder at a time, until its transaction ends
-- returns  whether this one may fold
select pg_try_advisory_xact_lock(7313530002)
