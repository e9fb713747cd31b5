-- sql/queries/dispute_add.sql: an agent sees a score otherwise
-- $1 bigint  message
-- $2 bigint  agent
-- $3 text    who
-- $4 text    text
-- $5 bigint  the reply's newest one when the form was shown, 0 none
-- returns    dispute; no row when one is open, or the same form said just this before
insert into qa_dispute (message_id, agent_id, who, text, follows)
values ($1::bigint, $2::bigint, $3, $4, $5::bigint)
on conflict do nothing
returning id
