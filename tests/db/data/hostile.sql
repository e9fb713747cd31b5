-- SPDX-License-Identifier: MIT
-- tests/db/data/hostile.sql: three conversations whose every text tries to be
-- markup, waiting for analysis.
create temp table bad as select $$"><img src=x onerror=alert(1)><script>alert(2)</script>' onload='$$ as bad;

insert into mailbox (id, name) select 1, bad from bad;
insert into customer (id, first_name, last_name)
  select 1, bad, E'\u202e\u05e9\U0001f600' from bad;
insert into conversation (id, number, mailbox_id, customer_id, status, subject,
    tags, created_at, modified_at, waiting_since, customer_count, content_hash)
  select i, 100 + i, 1, 1, 'active', bad, array[bad], now(), now(), now(), 1,
    '\x00'
  from bad, generate_series(1, 3) as i;
insert into message (id, conversation_id, kind, author_id, created_at, body,
    quoted)
  select i, i, 'customer', 1, now(), 'It crashes and freezes ' || bad ||
    repeat(E'\nline', 20), bad
  from bad, generate_series(1, 3) as i;
insert into message (id, conversation_id, kind, author_kind, created_at, body)
  values (10, 1, 'note', 'user', now(), repeat('long ', 250000)),
    (11, 1, 'agent', 'user', now(), '');
insert into analysis_due (conversation_id) select id from conversation;
