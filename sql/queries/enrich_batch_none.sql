-- sql/queries/enrich_batch_none.sql: the server has no batches: conversations that wait for one are asked about one by one; or it has
-- $1 boolean  it has none
-- returns     nothing
with freed as (
  update enrich_due set by_batch = false, run_at = now()
  where $1::boolean and by_batch
)
update enrich_state set no_batch_at = case when $1::boolean then now() end
