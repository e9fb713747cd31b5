-- sql/queries/enrich_capped.sql: the cap of today (UTC) for conversations is reached
-- returns  a row when that is new
update enrich_state set capped_on = (now() at time zone 'UTC')::date
where capped_on is distinct from (now() at time zone 'UTC')::date
returning capped_on
