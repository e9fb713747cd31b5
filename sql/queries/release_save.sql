-- sql/queries/release_save.sql: adds a release, or changes the one with this id
-- $1 bigint       id, 0 for a new one
-- $2 text         label
-- $3 timestamptz  when
-- $4 text         platform, '' for all
-- $5 bigint       mailbox, 0 for all
-- $6 text         who
-- returns         id; no row when there is none with this id
with changed as (
  update release set label = $2, at = $3::timestamptz, platform = $4,
    mailbox_id = $5::bigint
  where id = $1::bigint returning id
), added as (
  insert into release (label, at, platform, mailbox_id, created_by)
  select $2, $3::timestamptz, $4, $5::bigint, $6 where $1::bigint = 0
  returning id
)
select id from changed union all select id from added
