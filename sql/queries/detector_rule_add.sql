-- sql/queries/detector_rule_add.sql: a new version of the detector's rule
-- $1 text  budget, false alarms a week
-- $2 int   fewest reports of a rise
-- $3 text  times the usual
-- $4 int   hours without a rise after which it is over
-- $5 text  note
-- $6 text  who
-- returns  version; no row when the newest one is the same
insert into detector_rule (budget, least, ratio, quiet_hours, note, created_by)
select $1::float8, $2::int, $3::float8, $4::int, $5, $6
where (($1::float8, $2::int, $3::float8, $4::int)) is distinct from (
  select (budget, least, ratio, quiet_hours) from detector_rule
  order by version desc limit 1)
returning version
