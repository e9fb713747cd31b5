-- sql/queries/learn_last.sql: what the last attempt was made of
-- returns  digest of its examples; no row when there was none
select digest from learn_attempt order by id desc limit 1
