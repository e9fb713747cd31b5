-- sql/queries/intake_mailboxes.sql: upsert
-- $1 bigint[]  id
-- $2 text[]    name
-- $3 text[]    address
-- returns nothing
insert into mailbox as m (id, name, email)
select * from unnest($1::bigint[], $2::text[], $3::text[])
on conflict (id) do update set name = excluded.name, email = excluded.email
where (m.name, m.email) <> (excluded.name, excluded.email)
