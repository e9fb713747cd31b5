-- sql/queries/correction_concerned.sql: which conversations an undo would concern
-- $1 bigint  a row of feedback, 0 for none
-- $2 bigint  a batch, 0 for none
-- returns    conversation, whether there is something left to undo
select conversation_id, bool_or(undone_at is null) from feedback
where id = $1::bigint or batch = nullif($2::bigint, 0)
group by conversation_id order by conversation_id
