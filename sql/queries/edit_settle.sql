-- sql/queries/edit_settle.sql: members of groups stand where they belong now
-- $1 bigint[]  groups in which they stood, and those that were pinned
-- $2 bigint    an edit whose pins count too
-- returns      how many conversations moved
with place as (
  select a.conversation_id, group_of(a.conversation_id, a.fingerprint_id) as g
  from analysis a
  where a.cluster_id = any($1::bigint[])
    or a.conversation_id = any(array(select conversation_id from cluster_pin
      where edit_id = $2::bigint and conversation_id is not null))
    or a.fingerprint_id = any(array(select fingerprint_id from cluster_pin
      where edit_id = $2::bigint and fingerprint_id is not null))
), moved as (
  update analysis a set cluster_id = p.g
  from place p
  where a.conversation_id = p.conversation_id
    and a.cluster_id is distinct from p.g
  returning 1
)
select count(*) from moved
