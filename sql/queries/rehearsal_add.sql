-- sql/queries/rehearsal_add.sql: a rule to be tried on stored history; what is a month old goes
-- $1 text  who
-- $2 text  budget
-- $3 int   fewest reports
-- $4 text  times the usual
-- $5 int   quiet hours
-- $6 int   weeks
-- returns  id
with old as (
  delete from detector_rehearsal where created_at < now() - interval '30 days'
)
insert into detector_rehearsal (who, budget, least, ratio, quiet_hours, weeks)
values ($1, $2::float8, $3::int, $4::float8, $5::int, $6::int) returning id
