-- sql/queries/regroup_save.sql: writes where a full re-group put texts
-- $1 bigint[]  texts, ascending
-- $2 bigint[]  groups found, null to leave a text where a person put it
-- $3 bigint[]  founders they are like, null for a founder
-- $4 bigint[]  how alike, in ten thousandths
-- $5 text[]    words shared
-- $6 int       round
-- returns      how many conversations moved so far
with given as (
  select * from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[],
    $5::text[]) as g(id, cluster, like_id, alike, shared)
), saved as (
  update fingerprint f set auto_id = coalesce(g.cluster, f.auto_id),
    cluster_id = coalesce(g.cluster, f.cluster_id), like_id = g.like_id,
    alike = case when g.like_id is not null then g.alike / 10000.0 end,
    shared = g.shared, founder = g.like_id is null, round = $6::int
  from given g where f.id = g.id
), place as (
  select g.id, coalesce(c.root_id, c.id) as cluster
  from given g join cluster c on c.id = g.cluster
), moved as (
  update analysis a set cluster_id = p.cluster
  from place p
  where a.fingerprint_id = p.id and a.cluster_id is distinct from p.cluster
    and not exists (select from cluster_pin k
      where k.conversation_id = a.conversation_id)
  returning 1
)
update group_state set done_id = (select max(id) from given),
  moved = moved + (select count(*) from moved)
returning moved
