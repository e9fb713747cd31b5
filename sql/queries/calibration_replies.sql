-- sql/queries/calibration_replies.sql: the replies of a new session
-- $1 bigint    session
-- $2 bigint[]  these, '{}' by chance
-- $3 bigint    how many by chance
-- $4 text      engine whose scored replies these are
-- $5 bigint    rubric
-- returns nothing
insert into qa_session_message (session_id, position, message_id)
select $1::bigint, row_number() over (order by chance), message_id
from (
  select message_id, md5($1 || ' ' || message_id) as chance
  from qa_current
  where counted and outcome = 'scored' and engine = $4
    and rubric_version = $5::int
    and case when $2::bigint[] = '{}'
      then replied_at >= now() - interval '30 days'
      else message_id = any($2::bigint[]) end
  order by 2
  limit case when $2::bigint[] = '{}' then $3::bigint end) picked
