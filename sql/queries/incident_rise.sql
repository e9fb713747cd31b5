-- sql/queries/incident_rise.sql: opens the incident of a category, or lets it go on
-- $1 text         category, '' the total
-- $2 text         platform, ''
-- $3 text         app version, ''
-- $4 bigint       group, 0
-- $5 text         severity
-- $6 timestamptz  the rise begins
-- $7 timestamptz  seen at
-- $8 int          reports
-- $9 text         usual
-- $10 int         seconds
-- $11 text        chance
-- returns         id
insert into incident (category, platform, app_version, cluster_id, state,
  severity, title, begins_at, raised_at, last_rise, reports, expected, seconds,
  chance)
values ($1, $2, $3, nullif($4::bigint, 0), 'new', $5::severity, $1,
  $6::timestamptz, $7::timestamptz, $7::timestamptz, $8::int, $9::float8,
  $10::int, $11::float8)
on conflict (category) where state <> 'resolved' and merged_into is null
do update set last_rise = excluded.last_rise, reports = excluded.reports,
  expected = excluded.expected, seconds = excluded.seconds,
  chance = excluded.chance, version = incident.version + 1, updated_at = now()
returning id
