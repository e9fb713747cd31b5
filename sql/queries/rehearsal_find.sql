-- sql/queries/rehearsal_find.sql: a rehearsal and how far its job is
-- $1 bigint  id, 0 the newest one
-- returns    id, who, budget, least, ratio, quiet hours, weeks, begins, ends (epoch, 0), learned days, threshold, made, done (epoch, 0), its job: state, done, total
select r.id, who, budget, least, ratio, quiet_hours, weeks,
  coalesce(extract(epoch from begins_at)::bigint, 0),
  coalesce(extract(epoch from ends_at)::bigint, 0), learned_days, threshold,
  extract(epoch from r.created_at)::bigint,
  coalesce(extract(epoch from done_at)::bigint, 0), coalesce(j.state, ''),
  coalesce(j.done, 0), coalesce(j.total, 0)
from (select * from detector_rehearsal
  where $1::bigint = 0 or id = $1::bigint order by id desc limit 1) r
left join lateral (select state, done, total from job
  where kind = 'detector_rehearsal'
    and payload @> jsonb_build_object('rehearsal', r.id)
  order by id desc limit 1) j on true
