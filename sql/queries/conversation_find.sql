-- sql/queries/conversation_find.sql: the conversation with a number, or with an id
-- $1 bigint  number or id
-- returns    id
select conversation_id from analysis
where number = $1::bigint or conversation_id = $1::bigint
order by (number = $1::bigint) desc
limit 1
