-- sql/queries/cursor_load.sql: how far a walk through a list has come
-- $1 text  name
-- returns  page, pages, total, seen, since, watermark, started, done (epoch, 0), changed
select page, pages, total, seen,
  coalesce(extract(epoch from since)::bigint, 0),
  coalesce(extract(epoch from watermark)::bigint, 0),
  coalesce(extract(epoch from started_at)::bigint, 0),
  coalesce(extract(epoch from done_at)::bigint, 0), changed
from sync_cursor where name = $1
