-- sql/queries/rubric_lock.sql: one change of the rubric at a time, until the transaction ends
-- returns  whether it was waited for, always true
select pg_advisory_xact_lock(hashtext('rubric')) is not null
