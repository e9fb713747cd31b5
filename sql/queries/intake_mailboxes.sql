-- sql/queries/intake_mailboxes.sql: upsert
-- $1 bigint[]  id
-- $2 text[]    name
-- $3 text[]    address
-- $4 bigint[]  1 when whoever serves it says that it is made up
-- returns nothing
insert into mailbox as m (id, name, email, demo)
select id, name, email, demo = 1
from unnest($1::bigint[], $2::text[], $3::text[], $4::bigint[])
  as t (id, name, email, demo)
on conflict (id) do update set name = excluded.name, email = excluded.email,
  demo = excluded.demo
where (m.name, m.email, m.demo)
  <> (excluded.name, excluded.email, excluded.demo)
