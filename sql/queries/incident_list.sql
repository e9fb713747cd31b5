-- sql/queries/incident_list.sql: incidents for the work queue
-- $1 text         a state, open for all but resolved, '' for all
-- $2 text         category, '' for all
-- $3 text         owner, '' for all, - for none
-- $4 bigint       rows to leave out
-- $5 bigint       rows at most
-- $6 bigint       one of them, 0 for all; of those that were merged away, too
-- $7 text         order: queue, or changed
-- returns         the columns of incident_told(), members, their customers, where its alert stands in Slack (channel, time), a text[] of members by 32nd of the time from a day before its begin to its end, how many there are in all
with found as (
  select i.*, count(*) over () as all_of_them
  from incident i
  where ($6::bigint <> 0 and i.id = $6 or $6 = 0 and i.merged_into is null)
    and ($1 = '' or i.state = $1 or $1 = 'open' and i.state <> 'resolved')
    and ($2 = '' or i.category = $2 or $2 = 'total' and i.category = ''
      or $2 = any(string_to_array(i.also, ',')))
    and ($3 = '' or i.owner = $3 or $3 = '-' and i.owner = '')
  order by case $7 when 'changed' then i.updated_at end desc,
    i.state = 'resolved',
    case when i.state <> 'resolved' then i.severity end desc,
    case when i.state <> 'resolved' then i.raised_at end,
    i.ended_at desc, i.id desc
  offset $4::bigint limit $5::bigint
)
select t.*, m.n, m.customers, coalesce(s.channel, ''), coalesce(s.ts, ''),
  spark.bars, f.all_of_them
from found f
join incident i on i.id = f.id
cross join incident_told(i) t
cross join lateral (select count(*) as n,
  count(distinct customer_id) as customers from incident_members(i)) m
cross join lateral (select extract(epoch from i.begins_at) - 86400 as first,
  extract(epoch from coalesce(i.ended_at, greatest(now(), i.begins_at
    + interval '1 hour'))) as last) span
cross join lateral (
  select array_agg(coalesce(n, 0)::text order by bar) as bars
  from generate_series(1, 32) as bar
  left join (
    select least(32, width_bucket(extract(epoch from a.created_at),
      span.first, span.last, 32)) as at, count(*) as n
    from filtered(i.begins_at - interval '1 day', i.ended_at, 0, incident_categories(i),
  '', '', '', '', '', coalesce(t.cluster_id, 0), '', '', 0, '') a
    group by 1) c on c.at = bar) spark
left join slack_message s on s.key = 'incident:' || i.id
order by case $7 when 'changed' then i.updated_at end desc,
  i.state = 'resolved',
  case when i.state <> 'resolved' then i.severity end desc,
  case when i.state <> 'resolved' then i.raised_at end,
  i.ended_at desc, i.id desc
