-- sql/queries/rollup_count.sql: counts hours anew from analysis
-- $1 timestamptz[]  hours
-- returns nothing
-- "offset 0" keeps the planner from turning the join round: hour by hour through
-- the index on time is right whatever it knows of the table.
with fact as (
  select h.hour, a.*, case when first_reply_seconds is not null and o.known
    then office_seconds(created_at,
      created_at + make_interval(secs => first_reply_seconds), o.zone)
    end as open_seconds
  from unnest($1::timestamptz[]) as h(hour)
  cross join (select zone, exists (select from office_hours) as known
    from office_zone) o
  cross join lateral (
    select created_at, mailbox_id, customer_id, categories, main_category,
      severity, platform, app_version, intent, first_reply_seconds
    from analysis
    where counted and created_at >= h.hour
      and created_at < h.hour + interval '1 hour'
    offset 0
  ) a
), replied as (
  insert into reply_open (hour, mailbox_id, seconds)
  select hour, mailbox_id, open_seconds from fact
  where open_seconds is not null
), keyed as (
  select f.hour, f.mailbox_id, f.customer_id, k.dimension, k.key
  from fact f cross join lateral (
    values ('all', ''), ('category', f.main_category),
      ('severity', f.severity::text), ('platform', f.platform),
      ('version', f.app_version), ('intent', f.intent)
    union all
    select 'mention', m from unnest(f.categories) as m
    union all
    select 'reply', reply_bin(f.first_reply_seconds)::text
    where f.first_reply_seconds is not null
    union all
    select 'reply_open', reply_bin(f.open_seconds)::text
    where f.open_seconds is not null
  ) as k(dimension, key)
)
insert into rollup_hour (dimension, hour, mailbox_id, key, conversations,
  customers)
select dimension, hour, coalesce(mailbox_id, 0), key, count(*),
  count(distinct customer_id)
from keyed
group by grouping sets ((dimension, hour, mailbox_id, key),
  (dimension, hour, key))
