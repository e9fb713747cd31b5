-- sql/queries/correction_take_back.sql: takes back every word on fields of conversations
-- $1 bigint[]  conversations
-- $2 text[]    fields
-- $3 text      who
-- returns      nothing
update feedback set undone_at = now(), undone_by = $3
where conversation_id = any($1::bigint[]) and field = any($2::text[])
  and undone_at is null
