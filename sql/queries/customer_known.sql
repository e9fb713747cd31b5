-- sql/queries/customer_known.sql: whether a customer is stored
-- $1 bigint  id
-- returns    1, or no row
select 1 from customer where id = $1::bigint
