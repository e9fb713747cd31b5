-- sql/queries/search_words_plan.sql: for the rest of the transaction, words may be
-- joined by hash or in order: batch programs do without (db/db.h), but here one
-- statement joins tens of thousands of rows
-- returns nothing of use
select set_config('enable_hashjoin', 'on', true),
  set_config('enable_mergejoin', 'on', true)
