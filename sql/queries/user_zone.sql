-- sql/queries/user_zone.sql: the zone in which a person reads times
-- $1 bigint  user
-- $2 text    zone, '' for the account's
-- returns  nothing
update app_user set zone = $2 where id = $1::bigint
