-- sql/queries/quality_plan.sql: from here to the transaction's end a statement has one plan for all values
-- returns nothing of use
-- The server takes counts by day and agent for a tenth of the rows that they are, and
-- would sort them before it sums: hashing is faster.
select set_config('plan_cache_mode', 'force_generic_plan', true),
  set_config('enable_sort', 'off', true)
