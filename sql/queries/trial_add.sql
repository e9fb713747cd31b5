-- sql/queries/trial_add.sql: a draft to be tried; trials of a month ago go
-- $1 text  who
-- $2 int   the version to compare with
-- $3 text  document
-- $4 int   how many conversations
-- returns  id
with old as (
  delete from rules_trial where created_at < now() - interval '30 days'
)
insert into rules_trial (who, based_on, document, wanted)
values ($1, $2::int, $3, $4::int) returning id
