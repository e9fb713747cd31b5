-- sql/queries/people_pairs.sql: marks of every two members of a session of the same reply
-- $1 timestamptz  submitted from
-- $2 timestamptz  to, excluded
-- $3 bigint       rubric
-- $4 bigint       rows at most
-- returns         position (0: the total), of the one, of the other by name
with judged as (
  select id, session_id, message_id, reviewer, total from qa_review
  where kind = 'calibration' and state = 'submitted'
    and rubric_version = $3::int
    and submitted_at >= $1::timestamptz and submitted_at < $2::timestamptz
), two as (
  select a.id as a, b.id as b, a.total as ta, b.total as tb
  from judged a join judged b on b.session_id = a.session_id
    and b.message_id = a.message_id and b.reviewer > a.reviewer
)
select 0, ta, tb from two where ta is not null and tb is not null
union all
select x.position, x.score, y.score
from two
join qa_review_mark x on x.review_id = two.a
join qa_review_mark y on y.review_id = two.b and y.position = x.position
where x.score is not null and y.score is not null
limit $4::bigint
