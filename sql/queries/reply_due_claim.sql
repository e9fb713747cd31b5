-- sql/queries/reply_due_claim.sql: takes conversations whose replies may have to be scored
-- $1 int   how many marks at most
-- returns  their ids
with claimed as (
  delete from qa_due d
  where d.id in (
    select id from qa_due where run_at <= now() order by run_at, id
    for update skip locked limit $1::int)
  returning d.conversation_id
)
select distinct conversation_id from claimed order by 1
