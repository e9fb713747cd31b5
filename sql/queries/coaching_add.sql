-- sql/queries/coaching_add.sql: says something to an agent
-- $1 bigint  agent
-- $2 bigint  message, 0 in general
-- $3 text    author
-- $4 text    text
-- $5 bool    an example, kept on top
-- returns nothing
insert into qa_coaching (agent_id, message_id, author, text, pinned)
values ($1::bigint, nullif($2::bigint, 0), $3, $4, $5::bool)
