-- sql/queries/draft_delete.sql: forgets a person's draft of the rules
-- $1 text  who
-- returns nothing
delete from rules_draft where who = $1
