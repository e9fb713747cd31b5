-- sql/queries/search_people.sql: whose name or address holds a text
-- $1 text  what it holds, lower-case, as a pattern of like
-- $2 bool  agents, else customers
-- $3 int   how many at most
-- returns  id
select id from customer
where not $2 and lower(first_name || ' ' || last_name || ' ' || email) like $1
union all
select id from agent
where $2 and lower(first_name || ' ' || last_name || ' ' || email) like $1
order by id desc
limit $3::int
