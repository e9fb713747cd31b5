-- sql/queries/queue_find.sql: how a job stands
-- $1 bigint  id
-- returns    id, kind, payload, attempts, max attempts, done, total, state,
--            note, error
select id, kind, payload::text, attempts, max_attempts, done, total, state,
  note, error
from job where id = $1::bigint
