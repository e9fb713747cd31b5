-- sql/queries/retest_flips.sql: how often a change that must not matter turned what an engine said
-- $1 bigint  retest
-- $2 float8  pass mark, of ten
-- $3 float8  a move by more than so much turns it as well
-- returns    change, position (0: the total), pairs, turned, mean of the moves, with a score on one side alone
with dimension as (
  select 0 as position, 10 as scale
  union all
  select d.position, d.scale
  from rubric_dimension d join qa_retest r using (rubric_version)
  where r.id = $1::bigint
), pair as (
  select x.change, d.position,
    case d.position when 0 then b.total
      else b.scores[d.position] * 10 / d.scale end as was,
    case d.position when 0 then x.total
      else x.scores[d.position] * 10 / d.scale end as is_
  from qa_retest_reply x
  join qa_retest_reply b on b.retest_id = x.retest_id
    and b.message_id = x.message_id and b.change = 'base'
  cross join dimension d
  where x.retest_id = $1::bigint and x.change <> 'base'
    and x.state = 'scored' and b.state = 'scored'
)
select change, position, count(was + is_),
  count(*) filter (where (was >= $2::float8) <> (is_ >= $2::float8)
    -- rounded, so that what moved by 1 did not move by 1.0000000001
    or abs(round((is_ - was)::numeric, 6)) > $3::float8),
  avg(is_ - was), count(*) filter (where (was is null) <> (is_ is null))
from pair group by 1, 2 order by 1, 2
