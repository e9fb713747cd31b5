-- sql/queries/asking_done.sql: a reply that need not be asked about any more
-- $1 bigint  message
-- $2 bigint  newest mark that was seen
-- returns    nothing
delete from qa_ask where message_id = $1::bigint and id <= $2::bigint
