-- sql/queries/people_pairs.sql: marks of every two members of a session of the same reply
-- $1 timestamptz  submitted from
-- $2 timestamptz  to, excluded
-- $3 bigint       rubric
-- $4 bigint[]     mailboxes of the replies, empty for all
-- $5 bigint       agent, 0 for all
-- $6 text         main category, '' for all
-- $7 text         rating, '' for all
-- $8 text         conversations of incidents: all, without, only
-- $9 bigint       pairs of reviews at most, the newest
-- returns         position (0: the total), of the one, of the other by name, whether there were more
-- What a reply is filtered by is the same whichever engine judged it.
with judged as (
  select id, session_id, message_id, reviewer, total, submitted_at
  from qa_review v
  where kind = 'calibration' and state = 'submitted'
    and rubric_version = $3::int
    and submitted_at >= $1::timestamptz and submitted_at < $2::timestamptz
    and exists (select from qa_current q
      where q.message_id = v.message_id and q.counted
        and ($4::bigint[] = '{}' or q.mailbox_id = any($4::bigint[]))
        and ($5::bigint = 0 or q.agent_id = $5::bigint)
        and ($6 = '' or q.category = $6)
        and ($7 = '' or q.rating = $7)
        and ($8 = 'all' or q.in_incident = ($8 = 'only')))
), two as (
  select a.id as a, b.id as b, a.total as ta, b.total as tb,
    count(*) over () > $9::bigint as more
  from judged a join judged b on b.session_id = a.session_id
    and b.message_id = a.message_id and b.reviewer > a.reviewer
  order by greatest(a.submitted_at, b.submitted_at) desc, a.id desc, b.id
  limit $9::bigint
)
select 0, ta, tb, more from two where ta is not null and tb is not null
union all
select x.position, x.score, y.score, two.more
from two
join qa_review_mark x on x.review_id = two.a
join qa_review_mark y on y.review_id = two.b and y.position = x.position
where x.score is not null and y.score is not null
