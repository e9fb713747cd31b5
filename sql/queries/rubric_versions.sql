-- sql/queries/rubric_versions.sql: versions of the rubric, newest first
-- $1 bigint  only this one, 0 all, -1 the one in force
-- $2 bigint  only older ones than this, 0 all
-- $3 int     how many at most
-- returns    version, name, note, who made it, when (epoch), whether it is in force
select version, name, note, created_by, extract(epoch from created_at)::bigint,
  active
from rubric
where case $1::bigint when 0 then true when -1 then active
    else version = $1::bigint end
  and ($2::bigint = 0 or version < $2::bigint)
order by version desc limit $3::int
