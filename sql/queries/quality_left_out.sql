-- sql/queries/quality_left_out.sql: replies that have no score, or not all of it, and why
-- $1 timestamptz  replies from
-- $2 timestamptz  to, excluded
-- $3 text         engine
-- $4 bigint       rubric
-- $5 bigint[]     mailboxes, empty for all
-- $6 bigint       agent, 0 for all
-- $7 text         main category, '' for all
-- $8 text         rating, '' for all
-- $9 text         conversations of incidents: all, without, only
-- returns         that the engine failed at, that it declined, with a mark whose evidence was not found
select count(*) filter (where q.outcome = 'failed'),
  count(*) filter (where q.outcome = 'refused'),
  count(*) filter (where q.voids > 0)
from qa_current q
where q.counted and (q.outcome <> 'scored' or q.voids > 0)
  and q.engine = $3 and q.rubric_version = $4::int
  and q.replied_at >= $1::timestamptz and q.replied_at < $2::timestamptz
  and ($5::bigint[] = '{}' or q.mailbox_id = any($5::bigint[]))
  and ($6::bigint = 0 or q.agent_id = $6::bigint)
  and ($7 = '' or q.category = $7)
  and ($8 = '' or q.rating = $8)
  and ($9 = 'all' or q.in_incident = ($9 = 'only'))
