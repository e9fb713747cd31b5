-- sql/queries/ruleset_author.sql: who made the rules in use
-- returns  name
select created_by from ruleset where active
