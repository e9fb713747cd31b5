-- SPDX-License-Identifier: MIT
-- tests/db/data/search.sql: a few conversations, each with one thing that a
-- search may find or must not find; all waiting for analysis.
begin;
insert into mailbox values (11, 'Help', 'help@example.com'),
  (12, 'Billing', 'billing@example.com');
insert into agent (id, first_name, last_name, email) values
  (21, 'Ada', 'Stone', 'ada@example.com'),
  (22, 'Ben', 'O''Hara', 'ben@example.com');
insert into customer (id, first_name, last_name, email) values
  (1, 'Zoë', 'Brand', 'zoe@shop.example'), (2, 'Ivan', '100%', 'ivan_x@example.com'),
  (3, 'Mia', 'Under_score', 'mia@example.com');
insert into conversation (id, number, mailbox_id, customer_id, assignee_id,
  status, subject, tags, created_at, modified_at, content_hash) values
  (1, 9001, 11, 1, 21, 'active', 'Refund for my subscription', '{vip}', now() - interval '1 day', now(), 'a'),
  (2, 9002, 11, 2, null, 'closed', 'Question', '{VIP,"a ''b'' \\c"}', now() - interval '2 days', now(), 'a'),
  (3, 9003, 12, 3, 22, 'active', 'Crash at start', '{}', now() - interval '3 days', now(), 'a'),
  (4, 9004, 11, 1, null, 'pending', 'Crème brûlée', '{}', now() - interval '40 days', now(), 'a'),
  (5, 9005, 11, 2, null, 'spam', 'Refund refund refund', '{}', now(), now(), 'a'),
  (6, 9006, 11, 3, null, 'closed', '<script>alert(1)</script> & "quotes"', '{}', now() - interval '5 days', now(), 'a'),
  (7, 9007, 11, null, null, 'closed', 'Nothing else', '{}', now() - interval '6 days', now(), 'a'),
  (8, 9008, 11, 1, null, 'closed', '', '{}', now() - interval '7 days', now(), 'a');
insert into message (id, conversation_id, kind, author_kind, author_id, state,
  created_at, body, quoted) values
  (11, 1, 'customer', 'customer', 1, 'published', now() - interval '1 day', 'Please refund the subscription. It was not received by my bank.', 'an older mail about walruses'),
  (12, 1, 'agent', 'user', 21, 'published', now(), 'We have sent the money back.', ''),
  (13, 1, 'note', 'user', 22, 'published', now(), 'Customer is a well-known hippopotamus.', ''),
  (21, 2, 'customer', 'customer', 2, 'published', now() - interval '2 days', 'How are refunds received? I am asking about one refund of two.', ''),
  (22, 2, 'agent', 'user', 22, 'draft', now(), 'A draft about giraffes.', ''),
  (31, 3, 'customer', 'customer', 3, 'published', now() - interval '3 days', 'It crashes when I start level 12, crashing every time on my iPhone.', ''),
  (41, 4, 'customer', 'customer', 1, 'published', now() - interval '40 days', 'Déjà vu: the café is closed.', ''),
  (61, 6, 'customer', 'customer', 3, 'published', now() - interval '5 days', 'The text <b onclick="x">bold</b> & more bold', ''),
  (71, 7, 'customer', 'customer', null, 'published', now() - interval '6 days', 'Money money money. Only money here.', ''),
  (81, 8, 'customer', 'customer', 1, 'published', now() - interval '7 days', 'Order 9003 has not come. See https://shop.example/a?b=c', '');
insert into analysis_due (conversation_id) select id from conversation;
commit;
