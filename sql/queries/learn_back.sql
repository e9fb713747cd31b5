-- sql/queries/learn_back.sql: notes who took a version out of use
-- $1 int   version
-- $2 text  who
-- returns nothing
update learn_attempt set rolled_back_at = now(), rolled_back_by = $2
where version = $1::int
