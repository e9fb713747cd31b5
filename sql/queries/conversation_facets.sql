-- sql/queries/conversation_facets.sql: how many each choice of each filter would leave
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
-- returns          dimension, key, count
select k.dimension, k.key, count(*)
from filtered($1::timestamptz, $2::timestamptz, $3::bigint, $4, $5, $6, $7,
  $8, $9, $10::bigint, $11, $12, $13::bigint, $14) a
cross join lateral (values ('category', a.main_category),
  ('severity', a.severity::text), ('platform', a.platform),
  ('version', a.app_version), ('intent', a.intent), ('status', a.status),
  ('mailbox', a.mailbox_id::text)) as k(dimension, key)
group by k.dimension, k.key
order by k.dimension, count(*) desc, k.key
