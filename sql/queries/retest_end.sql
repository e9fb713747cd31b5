-- sql/queries/retest_end.sql: it is over: what is due is due no more
-- $1 bigint  id
-- returns    nothing
with dropped as (
  delete from qa_retest_reply where retest_id = $1::bigint and state = 'due'
)
update qa_retest set done_at = now() where id = $1::bigint and done_at is null
