-- sql/queries/conversation_these.sql: the rows of a list by their ids
-- $1 bigint[]  conversations
-- returns      the columns of struct conversation, in its order; rows in the
--              order of the ids
select told.* from unnest($1::bigint[]) with ordinality as g(id, place)
join analysis a on a.conversation_id = g.id
cross join told(a)
order by g.place
