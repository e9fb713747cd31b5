-- sql/queries/heuristic_began.sql: a version of the heuristic begins to score replies
-- $1 bigint  version
-- returns    whether another one did before
with noted as (
  update qa_setting set heuristic_version = $1::int
  where heuristic_version is distinct from $1::int
)
select coalesce(heuristic_version <> $1::int, false) from qa_setting
