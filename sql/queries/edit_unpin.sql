-- sql/queries/edit_unpin.sql: texts go where an earlier edit or the program put them
-- $1 bigint  edit
-- returns    the texts
with gone as (
  delete from cluster_pin where edit_id = $1::bigint
  returning fingerprint_id
), freed as (
  update fingerprint f set cluster_id = coalesce(
    (select p.cluster_id from cluster_pin p
      where p.fingerprint_id = f.id and p.edit_id <> $1::bigint
      order by p.edit_id desc limit 1), f.auto_id)
  from gone g where g.fingerprint_id = f.id
  returning f.id
)
select id from freed
