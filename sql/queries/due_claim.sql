-- sql/queries/due_claim.sql: takes conversations that wait for analysis
-- $1 int   how many marks at most
-- returns  id, subject or null when it is gone, text of the customer's messages before the first reply, hash of the present verdict as hex or '', its ruleset version and engine or 0, whether to judge it again anyway, the model's version
with claimed as (
  delete from analysis_due d
  where d.id in (
    select id from analysis_due order by id
    for update skip locked limit $1::int)
  returning d.conversation_id, d.again
), ids as (
  select conversation_id as id, bool_or(again) as again from claimed
  group by conversation_id
)
select ids.id, c.subject, customer_words(c.id, c.first_reply_at),
  coalesce(encode(a.input_hash, 'hex'), ''), coalesce(a.ruleset_version, 0),
  coalesce(a.engine_version, 0), ids.again,
  coalesce(a.learnt_version, 0)
from ids
left join conversation c on c.id = ids.id
left join analysis a on a.conversation_id = ids.id
order by ids.id
