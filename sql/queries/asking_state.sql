-- sql/queries/asking_state.sql: how replies are scored by the model, and what it cost today (UTC)
-- returns  engine, sampling, replies per agent and week, cap of a day (millionths of a dollar), least for a rank, cost today, calls, failures, input tokens, output tokens, problem, since when (epoch), seconds for which nothing is asked, waits in a row, whether today's cap was reached, seconds until the next question is due (null none), what batches may still cost, seconds until one is looked at (null none), the model that takes no temperature, when the server had no batches (epoch, 0)
select s.engine, s.sampling, s.per_agent_week, s.daily_cap, s.rank_least,
  u.cost, u.calls, u.failures, u.input, u.output, m.problem,
  extract(epoch from m.problem_at)::bigint,
  greatest(ceil(extract(epoch from m.closed_until - now())), 0)::bigint,
  m.waits, coalesce(m.capped_on = (now() at time zone 'UTC')::date, false),
  ceil(extract(epoch from (select least(
    (select min(run_at) from qa_ask where job_id = 0),
    (select min(run_at) from qa_ask where job_id <> 0 and not by_batch)))
    - now()))::bigint,
  b.most, ceil(extract(epoch from b.look_at - now()))::bigint, m.bare,
  coalesce(extract(epoch from m.no_batch_at)::bigint, 0)
from qa_setting s, qa_model m, (
  select coalesce(sum(cost), 0)::bigint as cost,
    coalesce(sum(calls), 0)::bigint as calls,
    coalesce(sum(failures), 0)::bigint as failures,
    coalesce(sum(input_tokens), 0)::bigint as input,
    coalesce(sum(output_tokens), 0)::bigint as output
  from model_usage where day = (now() at time zone 'UTC')::date
    and purpose in ('score', 'test', 'batch', 'retest')) u, (
  select coalesce(sum(most), 0)::bigint as most, min(look_at) as look_at
  from model_batch where state <> 'ended' and subject = 'reply') b
