-- sql/queries/retest_begin.sql: draws the replies that are judged again, by chance, once
-- $1 bigint  id
-- returns    nothing
-- What the model said is there and paid for; the heuristic is asked anew.
insert into qa_retest_reply (retest_id, message_id, conversation_id, change,
  state, total, failed, scores)
select s.retest_id, s.message_id, s.conversation_id, c.change,
  case when s.known and c.change = 'base' then 'scored' else 'due' end,
  case when c.change = 'base' then s.total end,
  c.change = 'base' and s.failed,
  case when c.change = 'base' then s.scores else '{}' end
from (
  select r.id as retest_id, r.engine = 'openai' as known, q.message_id,
    q.conversation_id, q.total, q.failed, q.scores
  from qa_retest r
  join qa_current q on q.engine = r.engine
    and q.rubric_version = r.rubric_version
  where r.id = $1::bigint and q.counted and q.outcome = 'scored'
    and q.total is not null
    and not exists (select from qa_retest_reply where retest_id = r.id)
  order by md5(q.message_id::text || r.id)
  limit (select wanted from qa_retest where id = $1::bigint)) s
cross join unnest(array['base', 'again', 'order', 'names', 'length'])
  as c(change)
