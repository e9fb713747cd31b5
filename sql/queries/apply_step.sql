-- sql/queries/apply_step.sql: so many more are judged; in the transaction that holds their verdicts, so that a kill loses and doubles none
-- $1 bigint  job
-- $2 bigint  how many
-- $3 bigint  how many in a thousand seconds, lately
-- $4 bigint  seconds of the lease
-- returns nothing
update job set done = least(total, done + $2::bigint), rate = $3::bigint / 1000.0,
  lease_until = now() + make_interval(secs => $4::bigint)
where id = $1::bigint and state = 'running'
