-- sql/queries/score_alike.sql: marks that engines gave replies under versions of the rubric that differ in names, weights and order alone, where there is no score yet
-- $1 bigint    rubric
-- $2 bigint[]  messages
-- returns      score, position in this rubric, state, mark; the newest of each reply and engine, by score and position
with old as (
  select distinct on (q.message_id, q.engine) q.score_id, q.rubric_version
  from qa_current q
  where q.message_id = any($2::bigint[]) and q.outcome = 'scored'
    and q.rubric_version in (select rubric_alike($1::int))
    and not exists (select from qa_current n where n.message_id = q.message_id
      and n.engine = q.engine and n.rubric_version = $1::int
      and n.outcome = 'scored')
  order by q.message_id, q.engine, q.score_id desc
)
select o.score_id, d.position, k.state, k.score
from old o
join qa_mark k using (score_id)
join rubric_dimension was on was.rubric_version = o.rubric_version
  and was.position = k.position
join rubric_dimension d on d.rubric_version = $1::int and d.key = was.key
order by 1, 2
