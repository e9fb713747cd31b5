-- sql/queries/learn_bytes.sql: a model
-- $1 int   version
-- returns  its bytes as base64, how many it learned from; no row when they are gone
select translate(encode(bytes, 'base64'), E'\n', ''), examples from learn_attempt
where version = $1::int and bytes is not null
