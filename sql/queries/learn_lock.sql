-- sql/queries/learn_lock.sql: the version in use, which nobody changes until the end of the transaction
-- returns  version
select version from learn_state for update
