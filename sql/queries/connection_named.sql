-- sql/queries/connection_named.sql: whose connection it is
-- $1 bigint  generation
-- $2 bigint  user id of Help Scout
-- $3 text    name
-- $4 text    e-mail
-- returns nothing
update hs_connection set hs_user_id = $2, hs_user = $3, hs_email = $4
 where generation = $1
