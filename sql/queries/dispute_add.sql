-- sql/queries/dispute_add.sql: an agent sees a score otherwise
-- $1 bigint  message
-- $2 bigint  agent
-- $3 text    who
-- $4 text    text
-- returns    dispute; no row when one is open
insert into qa_dispute (message_id, agent_id, who, text)
values ($1::bigint, $2::bigint, $3, $4)
on conflict (message_id) where state = 'open' do nothing
returning id
