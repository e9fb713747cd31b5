-- sql/queries/asking_later.sql: a reply is asked about again later; one mark is left of it
-- $1 bigint  message
-- $2 bigint  mark
-- $3 bigint  seconds
-- $4 bigint  attempts that are counted
-- returns    nothing
with one as (
  delete from qa_ask where message_id = $1::bigint and id < $2::bigint
)
update qa_ask set run_at = now() + make_interval(secs => $3::bigint),
  attempts = attempts + $4::int, asked = true
where id = $2::bigint
