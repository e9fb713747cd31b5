-- sql/queries/retest_left.sql: how much of it there is, and how much is left
-- $1 bigint  id
-- returns    questions, those that are due
select count(*), count(*) filter (where state = 'due')
from qa_retest_reply where retest_id = $1::bigint
  and (change <> 'base' or state <> 'scored')
