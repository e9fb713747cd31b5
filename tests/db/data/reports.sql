-- SPDX-License-Identifier: MIT
-- tests/db/data/reports.sql: 600 conversations of the last twelve days, all
-- waiting for analysis. The same ones each time, but for the clock: what looks
-- random comes from md5. Among them spam, deleted, merged and empty ones, a
-- burst of crashes, and subjects that test every escape.
begin;
insert into mailbox values (11, 'Help', 'help@example.com'),
  (12, 'Billing', 'billing@example.com');
insert into agent (id, first_name, last_name, email) values
  (21, 'Ada', 'Stone', 'ada@example.com'), (22, 'Ben', '', '');
insert into customer (id, first_name, last_name, email)
select 1000 + i, 'First' || i, case when i % 7 > 0 then 'Last' || i else '' end,
  'person' || i || '@example.com'
from generate_series(0, 149) as i;

create temporary table phrase (n int, subject text, body text);
insert into phrase values
  (0, 'App crashes', 'The app crashes every time I open level 12 on my iPhone 14 Pro. Version 2.4.1'),
  (1, 'Crash on start', E'It crashed again right after the logo.\n\nPlatform: Android\nApp version: 2.4.1\nDevice: Pixel 7'),
  (2, 'Charged twice', 'I was charged twice for the gem pack, please refund $4.99'),
  (3, 'Refund please', 'My purchase did not arrive and my card was billed. I want a refund.'),
  (4, 'Very slow', 'The game is lagging and slow, loading takes minutes on Android 13'),
  (5, 'How do I change my name?', 'How can I change my player name? Where is the setting?'),
  (6, 'Idea', 'It would be great if you could add a dark mode. Please add it!'),
  (7, 'Cannot log in', 'I cannot log in, my password is not accepted and the verification mail never comes'),
  (8, 'Offer reward missing', 'I finished the Tapjoy offer but did not receive the reward'),
  (9, 'Lost progress', 'After the update all my progress is lost, I was at level 250!'),
  (10, 'Button does not work', 'There is a bug: the claim button does nothing, it is stuck'),
  (11, 'Confusing menu', 'The new menu is confusing and the text is hard to read'),
  (12, '', ''),
  (13, '=HYPERLINK("x")', 'error message shows up & <b>everything</b> is "broken"'),
  (14, 'مرحبا 🎮 שלום', 'اللعبة لا تعمل 😀 crash'),
  (15, 'Delete my account', 'Please delete my account and all my data.');

insert into conversation (id, number, mailbox_id, customer_id, status, subject,
  tags, created_at, modified_at, first_reply_at, waiting_since, closed_at,
  customer_count, reply_count, content_hash)
select 100000 + i, 5000 + i, case when h % 3 = 0 then 12 else 11 end,
  1000 + (h / 16) % 150, (array['active', 'pending', 'closed', 'closed',
    'spam'])[1 + case when h % 50 = 0 then 4 else h % 4 end],
  p.subject || case when p.n % 2 = 0 and p.subject <> '' then ' #' || i else ''
    end, case h % 5 when 0 then array['vip', 'a,b "c"'] else '{}' end,
  at, least(at + make_interval(mins => (h % 2000)::int), now()),
  case when h % 3 > 0 then least(at + make_interval(mins =>
    (h % 700)::int), now()) end,
  case when h % 3 = 0 and h % 4 = 0 then at end,
  case when h % 4 > 1 then at + interval '5 hours' end, 1,
  case when h % 3 > 0 then 1 else 0 end, decode(md5(i::text), 'hex')
from generate_series(1, 600) as i
cross join lateral (select ('x' || substr(md5('c' || i), 1, 7))::bit(28)::int
  as h) as x
cross join lateral (select date_trunc('second', now()) - case when i % 20 = 0
  then make_interval(mins => h % 90) else make_interval(mins => h % 17280) end
  as at) as t
join phrase p on p.n = case when i % 20 = 0 then h % 2 else (h / 7) % 16 end;
update conversation set deleted_at = now() where id % 97 = 5;
update conversation set merged_into = 100001 where id % 89 = 7;

insert into message (id, conversation_id, kind, author_kind, author_id,
  created_at, body)
select c.id * 10, c.id, 'customer', 'customer', c.customer_id, c.created_at,
  p.body
from conversation c join phrase p on p.subject =
  regexp_replace(c.subject, ' #\d+$', '')
union all
select c.id * 10 + 1, c.id, 'agent', 'user', 21, c.first_reply_at,
  'Thank you, we look into it.'
from conversation c where c.first_reply_at is not null;
insert into analysis_due (conversation_id) select id from conversation;
commit;
analyze;
