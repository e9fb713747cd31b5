-- sql/queries/correction_missing.sql: which conversations are not stored
-- $1 bigint[]  conversations
-- returns      their ids
select id from unnest($1::bigint[]) as given(id)
where not exists (select from conversation c where c.id = given.id)
order by id
