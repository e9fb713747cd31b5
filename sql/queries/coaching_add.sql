-- sql/queries/coaching_add.sql: says something to an agent
-- $1 bigint  agent
-- $2 bigint  message, 0 in general
-- $3 text    author
-- $4 text    text
-- $5 bool    an example, kept on top
-- $6 bigint  the newest one that stood beside the form, 0 none
-- returns    note; no row when the same form said just this before
insert into qa_coaching as n (agent_id, message_id, author, text, pinned,
  follows)
values ($1::bigint, nullif($2::bigint, 0), $3, $4, $5::bool, $6::bigint)
on conflict (agent_id, coalesce(message_id, 0), author, follows, md5(text))
  where removed_at is null
do update set pinned = excluded.pinned where n.pinned <> excluded.pinned
returning id
