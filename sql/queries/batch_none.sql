-- sql/queries/batch_none.sql: the server has no batches: what waits for one is asked about one by one; or it has
-- $1 boolean  it has none
-- returns     nothing
with freed as (
  update qa_ask set by_batch = false, run_at = now() where $1::boolean and by_batch
)
update qa_model set no_batch_at = case when $1::boolean then now() end
