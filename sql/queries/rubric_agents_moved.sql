-- sql/queries/rubric_agents_moved.sql: agents whose mean total differs most under two rubrics
-- $1 text  engine
-- $2 int   rubric before
-- $3 int   rubric after
-- $4 int   replies at most, newest first
-- $5 int   agents at most
-- returns  agent, name, replies with a total under both, mean before, mean after, moved up and down by more than 1
select p.agent_id, coalesce(nullif(trim(concat_ws(' ', g.first_name,
    g.last_name)), ''), g.email, ''), count(*), avg(p.before), avg(p.after),
  count(*) filter (where p.moved > 1), count(*) filter (where p.moved < -1)
from rubric_pairs($1, $2::int, $3::int, $4::int) p
left join agent g on g.id = p.agent_id
where p.key = '' and p.moved is not null
group by p.agent_id, g.id
order by abs(avg(p.moved)) desc, count(*) desc, p.agent_id
limit $5::int
