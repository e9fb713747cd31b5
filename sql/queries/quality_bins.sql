-- sql/queries/quality_bins.sql: how many totals are in [0,1), [1,2), .. [9,10), and 10
-- $1 timestamptz  replies from
-- $2 timestamptz  to, excluded
-- $3 text         engine
-- $4 bigint       rubric
-- $5 bigint[]     mailboxes, empty for all
-- $6 bigint       agent, 0 for all
-- $7 text         main category, '' for all
-- $8 text         rating, '' for all
-- $9 text         conversations of incidents: all, without, only
-- returns         bin from 0, replies
select b.bin - 1, sum(c.sign * b.n)
from qa_counts($1::timestamptz, $2::timestamptz, $3, $4::int, $5::bigint[],
  $6::bigint, $7, $8, $9, false, true) c
cross join lateral unnest(c.bins) with ordinality as b(n, bin)
group by b.bin order by b.bin
