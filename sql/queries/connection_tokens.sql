-- sql/queries/connection_tokens.sql: the sealed tokens of the connection
-- returns  access, refresh (hex), seconds access is good for, seconds it was when
--          new, generation, user id, whether the end of a renewal is not known,
--          broken, problem; no row: nobody connected
select encode(access, 'hex'), encode(refresh, 'hex'),
       extract(epoch from expires_at - now())::bigint,
       extract(epoch from expires_at - refreshed_at)::bigint,
       generation, hs_user_id, renewing_at is not null, broken, problem
from hs_connection
