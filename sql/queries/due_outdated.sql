-- sql/queries/due_outdated.sql: queues what another ruleset version judged
-- $1 int   the version that counts
-- returns nothing
insert into analysis_due (conversation_id)
select conversation_id from analysis where ruleset_version <> $1::int
order by created_at desc
