-- sql/queries/intake_seen.sql: the crawl has met these
-- $1 bigint[]  conversations
-- returns nothing
insert into crawl_seen select distinct unnest($1::bigint[])
on conflict do nothing
