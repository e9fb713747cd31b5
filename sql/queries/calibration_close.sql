-- sql/queries/calibration_close.sql: ends a session, everybody may look at it
-- $1 bigint  session
-- returns    session; no row when none is open
update qa_session set closed_at = now()
where id = $1::bigint and closed_at is null
returning id
