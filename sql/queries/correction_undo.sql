-- sql/queries/correction_undo.sql: takes back a word, or all of a batch
-- $1 bigint  a row of feedback, 0 for none
-- $2 bigint  a batch, 0 for none
-- $3 text    who
-- returns    nothing
update feedback set undone_at = now(), undone_by = $3
where (id = $1::bigint or batch = nullif($2::bigint, 0))
  and undone_at is null
