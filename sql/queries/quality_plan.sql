-- sql/queries/quality_plan.sql: from here to the transaction's end a statement has one plan for all values
-- returns nothing of use
select set_config('plan_cache_mode', 'force_generic_plan', true)
