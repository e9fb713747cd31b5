-- sql/queries/asking_add.sql: marks replies that were just judged by the heuristic for the model, as far as the sampling says
-- $1 bigint[]  messages
-- $2 bigint    rubric
-- returns      nothing
with new as (
  select q.message_id, q.conversation_id, q.agent_id,
    date_trunc('week', q.replied_at at time zone 'UTC') as week,
    q.total < 4 or q.failed or q.confidence < 0.5
      or q.rating = 'not_good' as spot,
    exists (select from qa_current o where o.message_id = q.message_id
      and o.engine = 'openai' and o.rubric_version = $2::bigint) as judged,
    exists (select from qa_ask a where a.message_id = q.message_id) as waits
  from qa_current q
  where q.message_id = any($1::bigint[]) and q.engine = 'heuristic'
    and q.rubric_version = $2::bigint and q.counted
    and (select engine from qa_setting) = 'openai'
), had as (
  -- of the same agents and weeks: asked about, or to be
  select k.agent_id, k.week, count(distinct h.message_id) as n
  from (select distinct agent_id, week from new) k
  join qa_current h on h.engine = 'heuristic'
    and h.rubric_version = $2::bigint and h.agent_id = k.agent_id
    and h.counted and h.replied_at >= k.week at time zone 'UTC'
    and h.replied_at < (k.week + interval '7 days') at time zone 'UTC'
  where (select sampling from qa_setting) = 'per_agent'
    and (exists (select from qa_current o where o.message_id = h.message_id
        and o.engine = 'openai' and o.rubric_version = $2::bigint)
      or exists (select from qa_ask a where a.message_id = h.message_id))
  group by 1, 2
), placed as (
  -- an order that nobody chose, and that is the same each time; those that have
  -- their place already take no other
  select n.*, coalesce(h.n, 0) + count(*) filter (where not judged and not waits)
    over (partition by n.agent_id, n.week order by md5(n.message_id::text)
    rows unbounded preceding) as place
  from new n left join had h using (agent_id, week)
)
insert into qa_ask (message_id, conversation_id)
select p.message_id, p.conversation_id
from placed p, qa_setting s
where s.engine = 'openai' and (
  -- what the model judged before is looked at again whatever the sampling: only
  -- what changed is asked
  p.judged or case s.sampling when 'all' then true
    when 'per_agent' then p.waits or p.place <= s.per_agent_week
    else coalesce(p.spot, true) end)
order by p.message_id
