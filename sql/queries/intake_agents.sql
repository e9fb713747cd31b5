-- sql/queries/intake_agents.sql: upsert; what is known is not replaced by nothing
-- $1 bigint[]  id
-- $2 text[]    first name
-- $3 text[]    last name
-- $4 text[]    address
-- $5 text[]    role
-- $6 text[]    kind
-- returns nothing
insert into agent as a (id, first_name, last_name, email, role, kind)
select * from unnest($1::bigint[], $2::text[], $3::text[], $4::text[],
  $5::text[], $6::text[])
on conflict (id) do update set
  first_name = coalesce(nullif(excluded.first_name, ''), a.first_name),
  last_name = coalesce(nullif(excluded.last_name, ''), a.last_name),
  email = coalesce(nullif(excluded.email, ''), a.email),
  role = coalesce(nullif(excluded.role, ''), a.role),
  kind = excluded.kind
where (excluded.first_name not in ('', a.first_name))
  or (excluded.last_name not in ('', a.last_name))
  or (excluded.email not in ('', a.email))
  or (excluded.role not in ('', a.role))
  or excluded.kind <> a.kind
