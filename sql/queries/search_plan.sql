-- sql/queries/search_plan.sql: for the rest of the transaction, plans are made for
-- the words that are searched (a common one wants the newest rows, a rare one the
-- index of words), and pages of indexes count as cached; and how alike a word
-- must be to be looked at
-- returns nothing of use
select set_config('plan_cache_mode', 'force_custom_plan', true),
  set_config('random_page_cost', '1.1', true),
  set_config('pg_trgm.similarity_threshold', '0.2', true)
