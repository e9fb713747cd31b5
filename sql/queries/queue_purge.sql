-- sql/queries/queue_purge.sql: forgets jobs that ended long ago
-- $1 int     days ago
-- $2 bigint  how many at most
-- returns nothing
delete from job where id = any(array(
  select id from job where finished_at < now() - make_interval(days => $1::int)
  order by finished_at limit $2::bigint))
