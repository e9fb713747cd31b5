-- sql/queries/customer_list.sql: customers of the conversations that the filters leave
-- $1 timestamptz  created from, null for no bound
-- $2 timestamptz  created before, null for no bound
-- $3 bigint       mailbox, 0 for all
-- $4 text         main categories with commas, '' for all
-- $5 text         one of its categories, '' for all
-- $6 text         severity, urgent for high and critical, '' for all
-- $7 text         platform, '' for all
-- $8 text         version, '' for all
-- $9 text         intent, '' for all
-- $10 bigint      group, 0 for all
-- $11 text        status, '' for all
-- $12 text        flag, '' for all
-- $13 bigint      customer, 0 for all
-- $14 text        words of the subject, '' for all
-- $15 bigint      count of the last row seen, 0 to begin
-- $16 bigint      customer of the last row seen
-- $17 bigint      how many at most
-- returns         customer, name, count, newest (epoch), highest severity
with person as (
  select customer_id, count(*) as n, max(created_at) as last_at,
    max(severity) as severity
  from filtered($1::timestamptz, $2::timestamptz, $3::bigint, $4, $5, $6, $7,
    $8, $9, $10::bigint, $11, $12, $13::bigint, $14)
  where customer_id is not null
  group by customer_id
)
select a.customer_id,
  coalesce(nullif(trim(concat_ws(' ', p.first_name, p.last_name)), ''), p.email, ''),
  a.n, extract(epoch from a.last_at)::bigint, a.severity
from person a left join customer p on p.id = a.customer_id
where $15::bigint = 0 or (a.n, a.customer_id) < ($15::bigint, $16::bigint)
order by a.n desc, a.customer_id desc
limit $17::bigint
