-- sql/queries/retest_next.sql: what is to be judged again now
-- $1 text    engine
-- $2 int     at most
-- $3 text[]  what is being asked: retest, message and change
-- returns    retest, rubric, message, conversation, change, attempts so far, how often it was asked in vain
select d.retest_id, r.rubric_version, d.message_id, d.conversation_id, d.change,
  d.attempts, d.asked
from qa_retest_reply d join qa_retest r on r.id = d.retest_id
where d.state = 'due' and d.run_at <= now() and r.engine = $1
  and r.done_at is null
  and concat_ws(' ', d.retest_id, d.message_id, d.change) <> all($3::text[])
order by d.retest_id, d.conversation_id, d.message_id, d.change
limit $2::int
