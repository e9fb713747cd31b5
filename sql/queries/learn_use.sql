-- sql/queries/learn_use.sql: puts a version to use; models that nobody would go back to are let go
-- $1 int  version, 0 for the rules alone
-- $2 int  how many of the newest are kept beside it
-- returns nothing
with gone as (
  update learn_attempt set bytes = null
  where bytes is not null and version <> $1::int and version not in (
    select version from learn_attempt where version is not null
    order by version desc limit $2::int)
)
update learn_state set version = $1::int, since = now()
