-- sql/queries/session_rows.sql: calibration sessions: open ones, then newest
-- $1 bigint  session, 0 all
-- $2 text    who asks
-- $3 bigint  rows at most
-- returns    session, name, created by, created (epoch), closed, replies, members, reviews submitted, reviews that who asks still owes, rubric
select s.id, s.name, s.created_by, extract(epoch from s.created_at)::bigint,
  s.closed_at is not null, m.n, p.n, v.n,
  case when s.closed_at is null and p.mine then m.n - v.mine else 0 end,
  s.rubric_version
from qa_session s
cross join lateral (select count(*) as n from qa_session_message
  where session_id = s.id) m
cross join lateral (select count(*) as n,
    coalesce(bool_or(reviewer = $2), false) as mine
  from qa_session_member where session_id = s.id) p
cross join lateral (select count(*) as n,
    count(*) filter (where reviewer = $2) as mine
  from qa_review where session_id = s.id and state = 'submitted') v
where $1::bigint = 0 or s.id = $1::bigint
order by s.closed_at is not null, s.id desc
limit $3::bigint
