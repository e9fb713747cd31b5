-- sql/queries/quality_counts.sql: scores counted, by dimension and as asked by day and agent
-- $1 timestamptz  replies from
-- $2 timestamptz  to, excluded
-- $3 text         engine
-- $4 bigint       rubric
-- $5 bigint[]     mailboxes, empty for all
-- $6 bigint       agent, 0 for all
-- $7 text         main category, '' for all
-- $8 text         rating, '' for all
-- $9 text         conversations of incidents: all, without, only
-- $10 bool        by day
-- $11 bool        by agent
-- $12 bool        only the total
-- returns         day (epoch, 0 when not asked), agent or 0, name, dimension (0 the total), scored, without a score, sum, sum of squares, failed by a critical dimension, rated great, okay, not good
with counted as (
  select case when $10::bool then c.day end as day, c.agent_id, c.dimension,
    sum(c.n) as n, sum(c.missing) as missing, sum(c.sum) as sum,
    sum(c.square) as square, sum(c.critical) as critical,
    sum(c.great) as great, sum(c.okay) as okay, sum(c.not_good) as not_good
  from qa_counts($1::timestamptz, $2::timestamptz, $3, $4::int, $5::bigint[],
    $6::bigint, $7, $8, $9, $11::bool, $12::bool) c
  group by 1, 2, 3
  having sum(c.n) > 0 or sum(c.missing) > 0
)
select extract(epoch from c.day)::bigint, c.agent_id,
  coalesce(nullif(trim(concat_ws(' ', g.first_name, g.last_name)), ''),
    g.email, ''), c.dimension, c.n, c.missing, c.sum, c.square, c.critical,
  c.great, c.okay, c.not_good
from counted c
left join agent g on g.id = c.agent_id
order by 1, 3, 2, 4
