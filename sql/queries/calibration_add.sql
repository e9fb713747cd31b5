-- sql/queries/calibration_add.sql: a calibration session and its members
-- $1 text    name
-- $2 text    who
-- $3 text[]  members
-- $4 bigint  rubric that all of them judge by
-- returns    session
with added as (
  insert into qa_session (name, created_by, rubric_version)
  values ($1, $2, $4::int) returning id
), members as (
  insert into qa_session_member (session_id, reviewer)
  select distinct a.id, m.name from added a, unnest($3::text[]) as m(name)
)
select id from added
