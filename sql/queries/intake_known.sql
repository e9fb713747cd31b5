-- sql/queries/intake_known.sql: those of a page that are here already
-- $1 bigint[]  ids
-- returns      id, content hash (hex), created (epoch), mailbox
select id, encode(content_hash, 'hex'), extract(epoch from created_at)::bigint,
  mailbox_id
from conversation where id = any($1::bigint[])
