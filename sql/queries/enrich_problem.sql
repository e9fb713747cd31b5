-- sql/queries/enrich_problem.sql: nothing is asked about conversations for a while, and why; or all is well again
-- $1 text    problem, '' none
-- $2 bigint  seconds
-- returns    nothing
-- What was put off need not wait any longer then.
with freed as (
  update enrich_due set run_at = now()
  where $1 = '' and run_at > now()
    and exists (select from enrich_state where problem <> '')
)
update enrich_state set problem = $1,
  problem_at = case when $1 = '' then null
    when problem = '' then now() else problem_at end,
  closed_until = case when $1 <> '' then now() + make_interval(secs => $2::bigint)
    end,
  waits = case when $1 = '' then 0 else waits + 1 end
where problem <> '' or $1 <> ''
