-- sql/queries/rehearsal_done.sql: a rehearsal has its result
-- $1 bigint       id
-- $2 timestamptz  judged from
-- $3 timestamptz  to
-- $4 int          days learned before that
-- $5 text         threshold
-- returns         id; no row when it is gone
with old as (
  delete from detector_rehearsal_alarm where rehearsal_id = $1::bigint
)
update detector_rehearsal set begins_at = $2::timestamptz,
  ends_at = $3::timestamptz, learned_days = $4::int, threshold = $5::float8,
  done_at = now()
where id = $1::bigint returning id
