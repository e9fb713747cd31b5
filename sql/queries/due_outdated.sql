-- sql/queries/due_outdated.sql: queues the next of what another ruleset version an older engine or another model judged, newest first; none while anything waits, so that what arrives goes before and a program that is killed again and again piles up no marks
-- $1 int   the ruleset version that counts
-- $2 int   the engine that counts
-- $3 int   how many at most
-- $4 int   the version of the model in use
-- returns nothing
with older as (
  (select conversation_id from analysis
  where (ruleset_version, engine_version) < ($1::int, $2::int)
  order by ruleset_version desc, engine_version desc, conversation_id desc
  limit $3::int)
  union all
  (select conversation_id from analysis where ruleset_version > $1::int
  order by ruleset_version desc, engine_version desc, conversation_id desc
  limit $3::int)
  union all
  (select conversation_id from analysis where learnt_version < $4::int
  order by learnt_version desc, conversation_id desc limit $3::int)
  union all
  (select conversation_id from analysis where learnt_version > $4::int
  order by learnt_version desc, conversation_id desc limit $3::int)
)
insert into analysis_due (conversation_id)
select distinct conversation_id from older
where not exists (select from analysis_due)
order by conversation_id desc
limit $3::int
