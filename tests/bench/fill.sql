-- SPDX-License-Identifier: MIT
-- Fills an empty, migrated database with :n analysed conversations over :days
-- days up to now, and counts them. For benchmarks only.
\set ON_ERROR_STOP on
select setseed(0.5);

insert into mailbox (id, name)
values (1, 'Support'), (2, 'Billing'), (3, 'Community');
insert into customer (id, first_name, last_name, email)
select i, 'Ada', 'Nr ' || i, 'c' || i || '@example.com'
from generate_series(1, greatest(10, (:n * 0.7)::bigint)) i;
insert into cluster (id, title)
select i, 'Group number ' || i from generate_series(1, greatest(10, :n / 5)) i;
-- a text for each group, of the words of its number
insert into fingerprint (id, hash, sketch, auto_id, cluster_id, founder, round)
select i, decode(md5(i::text), 'hex'), 'group number ' ||
  translate(i::text, '0123456789', 'abcdefghij'), i, i, true, 1
from generate_series(1, greatest(10, :n / 5)) i;
insert into founder_key (round, key, fingerprint_id)
select 1, ('x' || substr(md5(i::text), 1, 16))::bit(64)::bigint, i
from generate_series(1, greatest(10, :n / 5)) i;
update group_state set texts = greatest(10, :n / 5);
select setval(pg_get_serial_sequence('cluster', 'id'), max(id)) from cluster;
select setval(pg_get_serial_sequence('fingerprint', 'id'), max(id))
from fingerprint;

-- Ids and numbers rise with time, as Help Scout gives them.
create temp table made as
select row_number() over (order by created_at) as id, made.* from (
select now() - random() * make_interval(days => :days) as created_at,
  1 + (random() * random() * 3)::int % 3 as mailbox_id,
  1 + (random() * greatest(10, :n * 0.7))::bigint % greatest(10, (:n * 0.7)::bigint) as customer_id,
  random() as r1, random() as r2, random() as r3, random() as r4
from generate_series(1, :n) i) as made
order by created_at;

insert into conversation (id, number, mailbox_id, customer_id, status, subject,
  created_at, modified_at, first_reply_at, waiting_since, customer_count,
  reply_count, content_hash)
select id, id, mailbox_id, customer_id,
  case when created_at < now() - interval '2 days' then 'closed'
    when r1 < 0.5 then 'active' else 'pending' end,
  'Subject of conversation ' || id, created_at, created_at + r2 * interval '1 day',
  case when r3 < 0.85 then created_at + r3 * interval '6 hours' end,
  case when created_at > now() - interval '2 days' and r1 < 0.3 then created_at end,
  1, 1, '\x00'
from made;
insert into analysis (conversation_id, created_at, modified_at, number,
  mailbox_id, customer_id, status, counted, waiting_since,
  first_reply_seconds, categories, main_category, intent, severity, score,
  platform, app_version, cluster_id, fingerprint_id, one_liner, ruleset_version, engine_version, input_hash)
select c.id, c.created_at, c.modified_at, c.number, c.mailbox_id,
  c.customer_id, c.status, c.counted, c.waiting_since,
  extract(epoch from c.first_reply_at - c.created_at)::int,
  array[k.category], k.category,
  (array['bug_report', 'crash_report', 'billing_issue', 'question',
    'feedback'])[1 + (m.r2 * 4.99)::int % 5],
  (array['low', 'low', 'low', 'medium', 'medium', 'high',
    'critical'])[1 + (m.r3 * 6.99)::int % 7]::severity,
  (m.r3 * 100)::int,
  (array['android', 'android', 'ios', 'web', ''])[1 + (m.r4 * 4.99)::int % 5],
  (array['9.1.4', '9.1.3', '9.1.0', '9.0.2', '8.9', ''])[1 + (m.r1 * 5.99)::int % 6],
  g.id, g.id,
  -- an engine newer than any: nothing of this is judged anew
  'Something about conversation ' || c.id, 1, 1000000, '\x00'
from conversation c
join made m on m.id = c.id
cross join lateral (select (array['bug', 'crash', 'payment', 'performance',
  'ux', 'technical', 'question', 'question', 'feature_request', 'account',
  'store', 'other'])[1 + (m.r1 * 11.99)::int % 12] as category) k
cross join lateral (select 1 + (m.r2 * m.r4 * m.r2 *
  greatest(10, :n / 5))::bigint % greatest(10, :n / 5) as id) g;

insert into rollup_dirty (hour)
select distinct date_trunc('hour', created_at) from analysis;
insert into customer_dirty (customer_id)
select distinct customer_id from analysis;
insert into sync_cursor (name, started_at, done_at, seen, total)
values ('crawl', now(), now(), :n, :n), ('sweep', now(), now(), 0, 0);
drop table made;
