-- sql/queries/embedding_capped.sql: today's (UTC) cap of vectors by a service is reached
-- $1 bigint  model
-- returns    a row when that is new
update embedding_model set capped_on = (now() at time zone 'UTC')::date
where id = $1::bigint and capped_on is distinct from (now() at time zone 'UTC')::date
returning id
