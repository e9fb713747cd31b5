-- sql/queries/retest_find.sql: replies that an engine judged again
-- $1 bigint  id, or 0
-- $2 text    engine: the newest of it and the rubric; '' with an id
-- $3 bigint  rubric
-- returns    id, engine, rubric, wanted, engine's version, model, who, wanted at (epoch), done (epoch or 0), state of its newest job, replies, questions that are due, that failed
with found as (
  select * from qa_retest
  where case when $1::bigint <> 0 then id = $1::bigint
    else engine = $2 and rubric_version = $3::int end
  order by id desc limit 1
)
select r.id, r.engine, r.rubric_version, r.wanted, r.engine_version, r.model,
  r.who, extract(epoch from r.created_at)::bigint,
  coalesce(extract(epoch from r.done_at)::bigint, 0), coalesce(j.state, ''),
  n.replies, n.due, n.failed
from found r
left join lateral (select state from job
  where kind in ('retest', 'model_retest')
    and (payload ->> 'retest')::bigint = r.id
  order by id desc limit 1) j on true
cross join lateral (select count(distinct message_id) as replies,
    count(*) filter (where state = 'due') as due,
    count(*) filter (where state = 'failed') as failed
  from qa_retest_reply where retest_id = r.id) n
