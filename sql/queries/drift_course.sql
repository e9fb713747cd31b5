-- sql/queries/drift_course.sql: totals of replies by week or month (UTC) and by who judged them first
-- $1 timestamptz  replied from
-- $2 timestamptz  to, excluded
-- $3 text         engine
-- $4 bigint[]     mailboxes, empty for all
-- $5 bigint       agent, 0 for all
-- $6 text         main category, '' for all
-- $7 text         rating, '' for all
-- $8 text         conversations of incidents: all, without, only
-- $9 bigint       of so many replies one
-- $10 text        week, month
-- returns         begin of the week or month (epoch), judge, replies, sum, sum of squares; by time, then judge
select extract(epoch from date_trunc($10, replied_at at time zone 'UTC')
    at time zone 'UTC')::bigint, judge, count(*), sum(total),
  sum(total * total)
from qa_judges($1::timestamptz, $2::timestamptz, $3, $4::bigint[], $5::bigint,
  $6, $7, $8, $9::bigint)
where first group by 1, 2 order by 1, 2
