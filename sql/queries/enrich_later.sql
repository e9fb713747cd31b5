-- sql/queries/enrich_later.sql: a conversation is asked about again later; one mark is left of it
-- $1 bigint   conversation
-- $2 bigint   mark
-- $3 bigint   seconds
-- $4 bigint   attempts that are counted
-- $5 boolean  by the larger model
-- returns     nothing
with one as (
  delete from enrich_due where conversation_id = $1::bigint and id < $2::bigint
)
update enrich_due set run_at = now() + make_interval(secs => $3::bigint),
  attempts = attempts + $4::int, strong = $5::boolean
where id = $2::bigint
