-- sql/queries/enrich_state.sql: how conversations are enriched, and what it cost today (UTC)
-- returns  engine, cap of a day (millionths of a dollar), least sureness in percent, cost today, calls, failures, input tokens, cached ones, output tokens, problem, since when (epoch), seconds for which nothing is asked, waits in a row, whether today's cap was reached, seconds until the next is due (null none), what batches may still cost, seconds until one is looked at (null none), when the server had no batches (epoch, 0)
select s.engine, s.daily_cap, s.sure_least, u.cost, u.calls, u.failures,
  u.input, u.cached, u.output, s.problem,
  extract(epoch from s.problem_at)::bigint,
  greatest(ceil(extract(epoch from s.closed_until - now())), 0)::bigint,
  s.waits, coalesce(s.capped_on = (now() at time zone 'UTC')::date, false),
  ceil(extract(epoch from (select least(
    (select min(run_at) from enrich_due where job_id = 0),
    (select min(run_at) from enrich_due where job_id <> 0 and not by_batch)))
    - now()))::bigint,
  b.most, ceil(extract(epoch from b.look_at - now()))::bigint,
  coalesce(extract(epoch from s.no_batch_at)::bigint, 0)
from enrich_state s, (
  select coalesce(sum(cost), 0)::bigint as cost,
    coalesce(sum(calls), 0)::bigint as calls,
    coalesce(sum(failures), 0)::bigint as failures,
    coalesce(sum(input_tokens), 0)::bigint as input,
    coalesce(sum(cached_tokens), 0)::bigint as cached,
    coalesce(sum(output_tokens), 0)::bigint as output
  from model_usage where day = (now() at time zone 'UTC')::date
    and purpose like 'enrich%') u, (
  select coalesce(sum(most), 0)::bigint as most, min(look_at) as look_at
  from model_batch where state <> 'ended' and subject = 'conversation') b
