-- sql/queries/conversation_marks.sql: how many each choice of a mark would leave
-- $1 timestamptz  created from, null for no bound
-- $2 timestamptz  created before, null for no bound
-- $3 bigint       mailbox, 0 for all
-- $4 text         main categories with commas, '' for all
-- $5 text         one of its categories, '' for all
-- $6 text         severity, urgent for high and critical, '' for all
-- $7 text         platform, '' for all
-- $8 text         version, '' for all
-- $9 text         intent, '' for all
-- $10 bigint      group, 0 for all
-- $11 text        status, '' for all
-- $12 text        not looked at: each flag takes its place
-- $13 bigint      customer, 0 for all
-- $14 text        words of the subject, '' for all
-- returns          flag, key, count; in the order of the list
select 'flag', m.key, m.n
from (
  select count(*) filter (where done_at is null and dismissed_at is null),
    count(done_at), count(dismissed_at), count(*) filter (where corrected <> '{}')
  from filtered($1::timestamptz, $2::timestamptz, $3::bigint, $4, $5, $6, $7,
    $8, $9, $10::bigint, $11, left($12, 0), $13::bigint, $14)
) as a(open, done, dismissed, corrected)
cross join lateral (values ('open', a.open), ('done', a.done),
  ('dismissed', a.dismissed), ('corrected', a.corrected)) as m(key, n)
