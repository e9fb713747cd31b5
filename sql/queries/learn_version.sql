-- sql/queries/learn_version.sql: the version of the model in use
-- returns  version, 0 for the rules alone
select version from learn_state
