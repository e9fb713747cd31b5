-- sql/queries/reviewers_unknown.sql: names that are no reviewer's who can sign in
-- $1 text[]  names
-- returns    name
select n.name from unnest($1::text[]) as n(name)
where not exists (select from app_user u where u.name = n.name
  and u.role in ('reviewer', 'admin') and u.disabled_at is null)
