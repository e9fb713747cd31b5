-- sql/queries/connection_find.sql: the connection to Help Scout, without its tokens
-- returns  user id, name, e-mail, connected by, connected at, refreshed at, expires
--          at, problem, problem at, broken; no row: nobody connected
select hs_user_id, hs_user, hs_email, connected_by,
       extract(epoch from connected_at)::bigint,
       extract(epoch from refreshed_at)::bigint,
       extract(epoch from expires_at)::bigint,
       problem, extract(epoch from problem_at)::bigint, broken
from hs_connection
