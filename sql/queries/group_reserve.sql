-- sql/queries/group_reserve.sql: ids for new texts and the groups they might found
-- $1 bigint  how many
-- returns    text, group; in order
select nextval(pg_get_serial_sequence('fingerprint', 'id')),
  nextval(pg_get_serial_sequence('cluster', 'id'))
from generate_series(1, $1::bigint)
