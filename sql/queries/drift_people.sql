-- sql/queries/drift_people.sql: totals of the engine and of the newest blind review of the same reply, by week or month (UTC) and judge
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
-- returns         begin of the week or month (epoch), judge, engine, person; by time, then judge
select extract(epoch from date_trunc($10, j.replied_at at time zone 'UTC')
    at time zone 'UTC')::bigint, j.judge, j.total, v.total
from qa_judges($1::timestamptz, $2::timestamptz, $3, $4::bigint[], $5::bigint,
  $6, $7, $8, $9::bigint) j
cross join lateral (select total from qa_review
  where message_id = j.message_id and rubric_version = j.rubric_version
    and state = 'submitted' and blind and total is not null
  order by id desc limit 1) v
where j.first order by 1, 2
