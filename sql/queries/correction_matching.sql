-- sql/queries/correction_matching.sql: which conversations the filters leave, to change them all
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
-- $12 text        flag, '' for all
-- $13 bigint      customer, 0 for all
-- $14 text        words of the subject, '' for all
-- $15 bigint      how many at most
-- returns          conversations in the order of their locks, how many there are
select conversation_id, count(*) over ()
from filtered($1::timestamptz, $2::timestamptz, $3::bigint, $4, $5, $6, $7,
  $8, $9, $10::bigint, $11, $12, $13::bigint, $14) a
order by conversation_id
limit $15::bigint
