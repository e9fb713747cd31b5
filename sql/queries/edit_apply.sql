-- sql/queries/edit_apply.sql: texts follow the pins of an edit
-- $1 bigint  edit
-- returns nothing
update fingerprint f set cluster_id = p.cluster_id
from cluster_pin p
where p.edit_id = $1::bigint and p.fingerprint_id = f.id
  and f.cluster_id <> p.cluster_id
