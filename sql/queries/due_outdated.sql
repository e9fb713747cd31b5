-- sql/queries/due_outdated.sql: queues what another ruleset version judged, unless it waits already: a program that is killed again and again must not pile up marks. By except, which is never quadratic, whatever the statistics say of a table that was empty a moment ago
-- $1 int   the version that counts
-- returns nothing
insert into analysis_due (conversation_id)
select a.conversation_id from (
  select conversation_id from analysis where ruleset_version <> $1::int
  except
  select conversation_id from analysis_due
) missing join analysis a on a.conversation_id = missing.conversation_id
order by a.created_at desc
