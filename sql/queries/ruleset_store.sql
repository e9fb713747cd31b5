-- sql/queries/ruleset_store.sql: makes a document the rules in use, unless it is already
-- $1 text  name
-- $2 text  document
-- $3 text  checksum of the document
-- $4 text  who
-- $5 text  why
-- returns  version in use
with same as (
  select version from ruleset where active and checksum = $3
), off as (
  update ruleset set active = false
  where active and not exists (select from same)
  returning version
), made as (
  insert into ruleset (name, document, checksum, created_by, note, active)
  select $1, $2, $3, $4, $5, (select count(*) from off) >= 0
  where not exists (select from same)
  returning version
)
select version from made union all select version from same
