-- sql/queries/connection_failed.sql: why the connection did not work
-- $1 bigint  generation
-- $2 text    a sentence
-- $3 bool    only a person can mend it
-- $4 bool    the renewal may have been carried out
-- returns nothing
update hs_connection
   set problem = $2, problem_at = now(), broken = $3,
       renewing_at = case when $4 then renewing_at end
 where generation = $1
