-- sql/queries/cursor_save.sql: how far a walk has come, with the rows it brought
-- $1 text         name
-- $2 bigint       page to read next
-- $3 bigint       pages
-- $4 bigint       conversations in the list
-- $5 bigint       conversations read
-- $6 timestamptz  lower bound of this walk
-- $7 timestamptz  everything up to here is known
-- $8 timestamptz  start of this walk
-- $9 timestamptz  end of the last complete one
-- $10 bigint      of those read, new or changed
-- returns nothing
insert into sync_cursor (name, page, pages, total, seen, since, watermark,
  started_at, done_at, changed, updated_at)
values ($1, $2::bigint, $3::bigint, $4::bigint, $5::bigint, $6::timestamptz,
  $7::timestamptz, $8::timestamptz, $9::timestamptz, $10::bigint,
  now())
on conflict (name) do update set page = excluded.page, pages = excluded.pages,
  total = excluded.total, seen = excluded.seen, since = excluded.since,
  watermark = excluded.watermark, started_at = excluded.started_at,
  done_at = excluded.done_at, changed = excluded.changed,
  updated_at = excluded.updated_at
