-- sql/queries/asking_people.sql: what is known of the people in a conversation, to be kept from the model
-- $1 bigint  conversation
-- returns    label, words
with people as (
  select 'CUSTOMER' as label, p.first_name, p.last_name, p.email
  from customer p
  where p.id in (select customer_id from conversation where id = $1::bigint
    union select author_id from message
    where conversation_id = $1::bigint and author_kind = 'customer')
  union all
  select 'AGENT', g.first_name, g.last_name, g.email
  from agent g
  where g.id in (select assignee_id from conversation where id = $1::bigint
    union select author_id from message
    where conversation_id = $1::bigint and author_kind = 'user')
)
select distinct label, words
from people p, lateral (
  values (p.first_name), (p.last_name),
    (trim(p.first_name || ' ' || p.last_name)), (p.email)) as v(words)
where words <> ''
union
select distinct label, part
from people p, regexp_split_to_table(p.first_name || ' ' || p.last_name,
  '[ ,]+') as part
where length(part) > 1
union
-- what stands before the @ names the person as well
select distinct label, split_part(email, '@', 1)
from people where length(split_part(email, '@', 1)) >= 5
order by 1, 2
