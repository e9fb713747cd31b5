-- sql/queries/intake_relaxed.sql: this commit may be lost in a crash of Postgres,
-- together with the cursor that it moves: then the page is simply read again
-- returns nothing of use
select set_config('synchronous_commit', 'off', true)
