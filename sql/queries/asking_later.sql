-- sql/queries/asking_later.sql: a reply is asked about again later; one mark is left of it
-- $1 bigint  message
-- $2 bigint  mark
-- $3 bigint  seconds
-- $4 bigint  attempts that are counted
-- returns    nothing
with older as (
  delete from qa_ask where message_id = $1::bigint and id < $2::bigint
  returning attempts, asked
)
update qa_ask set run_at = now() + make_interval(secs => $3::bigint),
  attempts = greatest(attempts, (select max(attempts) from older)) + $4::int,
  asked = greatest(asked, (select max(asked) from older)) + 1
where id = $2::bigint
