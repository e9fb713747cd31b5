-- sql/queries/alert_rule_remove.sql: a category is told as all others are
-- $1 text  category
-- returns  1; no row when there was no rule, or it is that of all others
delete from alert_rule where category = $1 and category <> '' returning 1
