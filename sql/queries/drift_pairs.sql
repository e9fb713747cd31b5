-- sql/queries/drift_pairs.sql: replies that a judge and the one before it both judged
-- $1 timestamptz  replied from
-- $2 timestamptz  to, excluded
-- $3 text         engine
-- $4 bigint[]     mailboxes, empty for all
-- $5 bigint       agent, 0 for all
-- $6 text         main category, '' for all
-- $7 text         rating, '' for all
-- $8 text         conversations of incidents: all, without, only
-- $9 bigint       of so many replies one
-- returns         the later judge, replies, mean before, mean after, sum of the moves, sum of their squares, moves by more than 1
with j as materialized (
  select * from qa_judges($1::timestamptz, $2::timestamptz, $3, $4::bigint[], $5::bigint,
  $6, $7, $8, $9::bigint)
)
select y.judge, count(*), avg(x.total), avg(y.total), sum(y.total - x.total),
  sum((y.total - x.total) ^ 2),
  count(*) filter (where abs(round((y.total - x.total)::numeric, 6)) > 1)
from j x join j y on y.message_id = x.message_id and y.judge = x.judge + 1
group by 1 order by 1
