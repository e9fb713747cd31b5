-- sql/queries/intake_gone.sql: a conversation was deleted or merged away. Its row
-- stays, so that links and counts of the past can be explained; its texts go
-- $1 bigint  id
-- $2 bigint  what it was merged into, 0 when deleted
-- returns    created (epoch), when it was here and not gone already
with gone as (
  update conversation set subject = '', content_hash = '',
    deleted_at = case when $2::bigint = 0 then now() end,
    merged_into = nullif($2::bigint, 0), waiting_since = null,
    imported_at = now()
  where id = $1::bigint and deleted_at is null and merged_into is null
  returning id, created_at
), texts as (
  delete from message where conversation_id in (select id from gone)
), words as (
  delete from search_doc where conversation_id in (select id from gone)
)
select extract(epoch from created_at)::bigint from gone
