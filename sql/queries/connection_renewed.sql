-- sql/queries/connection_renewed.sql: the tokens that a renewal brought
-- $1 bigint  generation that it began with
-- $2 text    sealed access token, as \x hex
-- $3 text    sealed refresh token, as \x hex
-- $4 bigint  seconds the access token is good for
-- returns  the new generation, or no row: the connection is another by now
update hs_connection
   set access = $2::text::bytea, refresh = $3::text::bytea,
       expires_at = now() + make_interval(secs => $4::bigint),
       generation = nextval('hs_connection_generation'), refreshed_at = now(),
       renewing_at = null, problem = '', problem_at = null, broken = false
 where generation = $1
returning generation
