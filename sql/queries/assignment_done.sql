-- sql/queries/assignment_done.sql: a person has reviewed a reply
-- $1 bigint  message
-- $2 text    reviewer
-- returns nothing
update qa_assignment set state = 'done', done_at = now()
where message_id = $1::bigint and reviewer = $2 and state = 'open'
