-- sql/queries/incident_save.sql: stores an incident as it is now
-- $1 bigint       id, 0 for a new one
-- $2 text         category
-- $3 text         further categories, with commas
-- $4 bigint       group, 0 for none
-- $5 text         platform
-- $6 text         version of the app
-- $7 text         state
-- $8 text         severity
-- $9 text         title
-- $10 text         owner
-- $11 timestamptz  begin
-- $12 timestamptz  raised
-- $13 timestamptz  last rise
-- $14 float8       rate that was told
-- $15 timestamptz  end or null
-- $16 timestamptz  muted until or null
-- $17 text         fixed in
-- $18 bigint       reports of the last rise
-- $19 float8       how many of them are usual
-- $20 bigint       in how many seconds
-- $21 float8       chance of that many
-- $22 bigint       merged into, 0 for none
-- $23 bigint       1 when people see a change, else 0
-- returns         id
with changed as (
  update incident set category = $2, also = $3,
    cluster_id = nullif($4::bigint, 0), platform = $5, app_version = $6,
    state = $7, severity = $8::severity, title = $9, owner = $10,
    begins_at = $11::timestamptz, raised_at = $12::timestamptz,
    last_rise = $13::timestamptz, told_rate = $14::text::float8,
    ended_at = $15::timestamptz, mute_until = $16::timestamptz, fixed_in = $17,
    reports = $18::bigint, expected = $19::text::float8, seconds = $20::bigint,
    chance = $21::text::float8, merged_into = nullif($22::bigint, 0),
    version = version + $23::bigint,
    updated_at = case $23 when 0 then updated_at else now() end
  where id = $1::bigint returning id
), added as (
  insert into incident (category, also, cluster_id, platform, app_version,
    state, severity, title, owner, begins_at, raised_at, last_rise, told_rate,
    ended_at, mute_until, fixed_in, reports, expected, seconds, chance,
    merged_into)
  select $2, $3, nullif($4, 0), $5, $6, $7, $8::severity, $9, $10, $11, $12,
    $13, $14::text::float8, $15, $16, $17, $18, $19::text::float8, $20,
    $21::text::float8, nullif($22, 0)
  where $1 = 0 returning id
)
select id from changed union all select id from added
