-- sql/queries/usage_calls.sql: single calls of models, newest first
-- $1 text         purpose, '' for all
-- $2 text         engine, '' for all
-- $3 text         model, '' for all
-- $4 text         failed, answered, '' for both
-- $5 timestamptz  from, null for no bound
-- $6 timestamptz  before, null for no bound
-- $7 bigint       only what is older than this call, 0 to begin
-- $8 bigint       how many at most, 0 for all
-- returns         id, at (epoch), engine, purpose, model, why it was in vain (null: it was not), conversation, its number, reply (each null: none, or it is gone), conversations or replies it was about, input tokens, cached ones, output tokens, cost (millionths of a dollar), ms
select m.id, extract(epoch from m.at)::bigint, m.engine, m.purpose, m.model,
  m.error, c.id, c.number, (select r.id from message r where r.id = m.message_id),
  m.things, m.input_tokens, m.cached_tokens, m.output_tokens, m.cost, m.took_ms
from model_call m
left join conversation c on c.id = m.conversation_id
where ($1 = '' or m.purpose = $1) and ($2 = '' or m.engine = $2)
  and ($3 = '' or m.model = $3)
  and ($4 = '' or ($4 = 'failed') = (m.error is not null))
  and m.at >= coalesce($5::timestamptz, '-infinity')
  and m.at < coalesce($6::timestamptz, 'infinity')
  and ($7::bigint = 0 or (m.at, m.id) < (
    select b.at, b.id from model_call b where b.id = $7::bigint))
order by m.at desc, m.id desc
limit nullif($8::bigint, 0)
