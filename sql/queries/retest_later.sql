-- sql/queries/retest_later.sql: asked again later
-- $1 bigint  retest
-- $2 bigint  message
-- $3 text    change
-- $4 bigint  seconds
-- $5 bigint  attempts that are counted
-- $6 text    what was wrong
-- returns    nothing
update qa_retest_reply set run_at = now() + make_interval(secs => $4::bigint),
  attempts = attempts + $5::int, asked = asked + 1, error = $6
where retest_id = $1::bigint and message_id = $2::bigint and change = $3
