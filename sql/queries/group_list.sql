-- sql/queries/group_list.sql: the groups of a window
-- $1 timestamptz  start of the window before
-- $2 timestamptz  start of the window
-- $3 timestamptz  end of its last full hour
-- $4 timestamptz  end of the window, past the partial hour
-- $5 bigint       mailbox, 0 for all
-- $6 text         most frequent main category, '' for all
-- $7 text         words of the title, '' for all
-- $8 bigint       fewest members
-- $9 text         order: size, change, customers, severity, newest
-- $10 bigint      rows to leave out
-- $11 bigint      rows at most
-- returns         group, title, count, count in full hours, count in the same hours one window earlier, customers, highest severity, first seen and last seen in the window (epoch), most frequent main category, how many groups there are in all
with member as (
  select cluster_id,
    count(*) filter (where created_at >= $2::timestamptz) as size,
    count(*) filter (where created_at >= $2
      and created_at < $3::timestamptz) as in_full,
    count(*) filter (where created_at < $2 and created_at <
      $3::timestamptz - ($2::timestamptz - $1::timestamptz)) as before,
    count(distinct customer_id) filter (where created_at >= $2) as customers,
    max(severity) filter (where created_at >= $2) as severity,
    min(created_at) filter (where created_at >= $2) as first_at,
    max(created_at) as last_at,
    mode() within group (order by main_category)
      filter (where created_at >= $2) as category
  from analysis
  where counted and cluster_id is not null
    and created_at >= $1::timestamptz and created_at < $4::timestamptz
    and ($5::bigint = 0 or mailbox_id = $5::bigint)
  group by cluster_id
  having count(*) filter (where created_at >= $2) >= greatest($8::bigint, 1)
)
select m.cluster_id, c.title, m.size, m.in_full, m.before, m.customers,
  m.severity, extract(epoch from m.first_at)::bigint,
  extract(epoch from m.last_at)::bigint, m.category, count(*) over ()
from member m join cluster c on c.id = m.cluster_id
where ($6 = '' or m.category = $6)
  and ($7 = '' or to_tsvector('simple', c.title) @@ subject_query($7))
order by
  case when $9 = 'severity' then m.severity end desc,
  case $9 when 'change' then abs(m.in_full - m.before) / sqrt(m.before + 1)
    when 'customers' then m.customers
    when 'newest' then extract(epoch from m.last_at)::float8
    else m.size end desc,
  m.size desc, m.cluster_id
offset $10::bigint limit $11::bigint
