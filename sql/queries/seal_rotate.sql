-- sql/queries/seal_rotate.sql: nobody writes what is sealed until the transaction ends
-- returns  nothing of use
select pg_advisory_xact_lock(7313530009)
