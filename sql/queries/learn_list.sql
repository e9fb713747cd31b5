-- sql/queries/learn_list.sql: attempts to learn, newest first
-- $1 bigint  before this one, 0 for the newest
-- $2 int     how many at most
-- returns    id, at (epoch), version or 0, against, rules, examples, labels, held back, right before, right after, gained, lost, milliseconds, why not, whether its model is kept, whether it is in use, rolled back (epoch, 0), by whom
select a.id, extract(epoch from a.at)::bigint, coalesce(a.version, 0),
  a.against, a.rules, a.examples, a.labels, a.held, a.right_before,
  a.right_after, a.gained, a.lost, a.took_ms, a.why, a.bytes is not null,
  coalesce(a.version = s.version, false),
  coalesce(extract(epoch from a.rolled_back_at)::bigint, 0),
  coalesce(a.rolled_back_by, '')
from learn_attempt a cross join learn_state s
where $1::bigint = 0 or a.id < $1::bigint
order by a.id desc
limit $2::int
