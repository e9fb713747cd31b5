-- sql/queries/audit_choices.sql: who changed something, and what kinds of change there are; from value to value through the index, however many rows there are
-- returns  "who" or "action", the value; by name
with recursive people (value) as (
  select min(who) from audit
  union all
  select (select min(a.who) from audit a where a.who > p.value)
  from people p where p.value is not null
), kinds (value) as (
  select min(action) from audit
  union all
  select (select min(a.action) from audit a where a.action > k.value)
  from kinds k where k.value is not null
)
(select 'who', value from people where value is not null)
union all
(select 'action', value from kinds where value is not null)
order by 1, 2
