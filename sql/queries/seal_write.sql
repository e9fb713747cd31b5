-- sql/queries/seal_write.sql: what is sealed from here on is written before keys change
-- returns  nothing of use
select pg_advisory_xact_lock_shared(7313530009)
