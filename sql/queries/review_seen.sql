-- sql/queries/review_seen.sql: a person has opened a reply with its score
-- $1 bigint  message
-- $2 text    who
-- returns nothing
insert into qa_seen (message_id, reviewer)
select id, $2 from message where id = $1::bigint
on conflict do nothing
