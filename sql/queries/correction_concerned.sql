-- sql/queries/correction_concerned.sql: which conversations an undo would concern
-- $1 bigint  a row of feedback, 0 for none
-- $2 bigint  a batch, 0 for none
-- returns    conversation
select distinct conversation_id from feedback
where id = $1::bigint or batch = nullif($2::bigint, 0)
order by conversation_id
