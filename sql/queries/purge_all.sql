-- sql/queries/purge_all.sql: everything but what is kept goes, in this transaction
-- $1 bigint  the job that does it, which stays
-- returns    rows by table as JSON; null when others hold tables for too long
select purge_all($1::bigint)
