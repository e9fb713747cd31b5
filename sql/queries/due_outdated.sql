-- sql/queries/due_outdated.sql: queues what another ruleset version judged, unless it waits already: a program that is killed again and again must not pile up marks
-- $1 int   the version that counts
-- returns nothing
insert into analysis_due (conversation_id)
select conversation_id from analysis a where ruleset_version <> $1::int
  and not exists (select from analysis_due d
    where d.conversation_id = a.conversation_id)
order by created_at desc
