-- sql/queries/edit_add.sql: an edit of groups
-- $1 text    kind
-- $2 bigint  group, 0 for none
-- $3 bigint  other group, 0 for none
-- $4 bigint  conversation, 0 for none
-- $5 bigint  conversations that it concerns
-- $6 text    title
-- $7 text    reason
-- $8 text    who
-- $9 boolean by the program, not a person
-- returns    id
insert into cluster_edit (kind, cluster_id, other_id, conversation_id,
  conversations, title, title_before, reason, who, by_program)
values ($1, nullif($2::bigint, 0), nullif($3::bigint, 0),
  nullif($4::bigint, 0), $5::bigint, $6,
  coalesce((select title from cluster where id = $2::bigint), ''), $7, $8,
  $9::boolean)
returning id
