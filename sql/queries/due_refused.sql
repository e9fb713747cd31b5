-- sql/queries/due_refused.sql: a conversation whose verdict cannot be stored waits no more; the verdict it has counts as looked at
-- $1 bigint  conversation
-- $2 int     ruleset version
-- $3 int     engine
-- $4 int     version of the model
-- returns nothing
with unmarked as (
  delete from analysis_due where conversation_id = $1::bigint
)
update analysis set ruleset_version = $2::int, engine_version = $3::int,
  learnt_version = $4::int
where conversation_id = $1::bigint
