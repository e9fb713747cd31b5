-- sql/queries/learn_add.sql: an attempt, and its model when it was promoted
-- $1 int      version in use, which it was compared with
-- $2 int      version of the rules
-- $3 bigint[] examples, labels, held back, right before, right after, gained, lost, milliseconds
-- $4 text     digest of the examples
-- $5 text     why it was not promoted, '' when it was
-- $6 text     the model as base64, '' when it was not
-- returns     version, 0 when it was not promoted
insert into learn_attempt (version, against, rules, examples, labels, held,
  right_before, right_after, gained, lost, took_ms, digest, why, bytes)
select case when $5 = '' then nextval('learn_version') end, $1::int, $2::int,
  n[1], n[2], n[3], n[4], n[5], n[6], n[7], n[8], $4, $5,
  case when $5 = '' then decode($6, 'base64') end
from (select $3::bigint[] as n) given
returning coalesce(version, 0)
