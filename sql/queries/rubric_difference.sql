-- sql/queries/rubric_difference.sql: scores under two rubrics compared, the total and each dimension
-- $1 text  engine
-- $2 int   rubric before
-- $3 int   rubric after
-- $4 int   replies at most, newest first
-- returns  key ('' the total), name, replies with a score under both, mean before, mean after (of those, out of ten), scored before alone, after alone, moved up and down by more than 1, replies compared
select key, name, count(moved), avg(before) filter (where moved is not null),
  avg(after) filter (where moved is not null),
  count(*) filter (where before is not null and after is null),
  count(*) filter (where before is null and after is not null),
  count(*) filter (where moved > 1), count(*) filter (where moved < -1), count(*)
from rubric_pairs($1, $2::int, $3::int, $4::int)
group by place, key, name order by place
