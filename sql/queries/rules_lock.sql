-- sql/queries/rules_lock.sql: one change of the rules at a time, until the transaction ends
-- returns  whether it was waited for, always true
select pg_advisory_xact_lock(hashtext('ruleset')) is not null
