-- sql/queries/reply_due_claim.sql: takes conversations whose replies may have to be scored, or whose facts changed
-- $1 int   how many marks at most
-- returns  conversation, whether only its facts changed; those last
with claimed as (
  delete from qa_due d
  where d.id in (
    select id from qa_due order by id
    for update skip locked limit $1::int)
  returning d.conversation_id, d.facts
)
select conversation_id, bool_and(facts) from claimed
group by conversation_id order by 2, 1
