-- sql/queries/usage_calls_total.sql: what the calls of usage_calls.sql come to
-- $1 text         purpose, '' for all
-- $2 text         engine, '' for all
-- $3 text         model, '' for all
-- $4 text         failed, answered, '' for both
-- $5 timestamptz  from, null for no bound
-- $6 timestamptz  before, null for no bound
-- returns         calls, of them in vain, cost (millionths of a dollar)
select count(*), count(error), coalesce(sum(cost), 0)::bigint
from model_call
where ($1 = '' or purpose = $1) and ($2 = '' or engine = $2)
  and ($3 = '' or model = $3)
  and ($4 = '' or ($4 = 'failed') = (error is not null))
  and at >= coalesce($5::timestamptz, '-infinity')
  and at < coalesce($6::timestamptz, 'infinity')
