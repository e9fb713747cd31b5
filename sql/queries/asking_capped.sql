-- sql/queries/asking_capped.sql: the cap of today (UTC) is reached
-- returns  a row when that is new
update qa_model set capped_on = (now() at time zone 'UTC')::date
where capped_on is distinct from (now() at time zone 'UTC')::date
returning capped_on
