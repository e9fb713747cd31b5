-- sql/queries/press_patience.sql: until the transaction ends a lock is waited for so long
-- $1 text  milliseconds
-- returns nothing of use
select set_config('lock_timeout', $1, true)
