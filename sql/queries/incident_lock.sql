-- sql/queries/incident_lock.sql: one writer of incidents at a time, until its transaction ends
-- returns         nothing of use
select pg_advisory_xact_lock(7313530010)
