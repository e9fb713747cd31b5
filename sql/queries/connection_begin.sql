-- sql/queries/connection_begin.sql: a renewal begins, noted before it is asked for
-- $1 bigint  generation
-- returns  1, or no row: the connection was ended, made anew or renewed
update hs_connection set renewing_at = now() where generation = $1 returning 1
