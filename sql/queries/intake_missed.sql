-- sql/queries/intake_missed.sql: conversations that a complete crawl did not meet
-- $1 timestamptz  start of the crawl
-- $2 timestamptz  lower bound of the crawl, null for all
-- $3 bigint[]     mailboxes that the crawl could see
-- $4 bigint       after this id, 0 to begin
-- $5 bigint       how many at most
-- returns         id
select c.id from conversation c
where c.id > $4::bigint and c.deleted_at is null and c.merged_into is null
  and c.created_at < $1::timestamptz
  and ($2::timestamptz is null or c.modified_at >= $2::timestamptz)
  and c.mailbox_id = any($3::bigint[])
  and not exists (select 1 from crawl_seen s where s.conversation_id = c.id)
order by c.id limit $5::bigint
