-- sql/queries/ruleset_current.sql: the rules that are in use
-- returns  version, document
select version, document from ruleset where active
