-- sql/queries/intake_customers.sql: upsert; a name is not replaced by none
-- $1 bigint[]  id
-- $2 text[]    first name
-- $3 text[]    last name
-- $4 text[]    address
-- returns nothing
insert into customer as c (id, first_name, last_name, email)
select * from unnest($1::bigint[], $2::text[], $3::text[], $4::text[])
on conflict (id) do update set
  first_name = coalesce(nullif(excluded.first_name, ''), c.first_name),
  last_name = coalesce(nullif(excluded.last_name, ''), c.last_name),
  email = coalesce(nullif(excluded.email, ''), c.email)
where (excluded.first_name not in ('', c.first_name))
  or (excluded.last_name not in ('', c.last_name))
  or (excluded.email not in ('', c.email))
