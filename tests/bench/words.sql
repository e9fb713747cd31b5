-- SPDX-License-Identifier: MIT
-- Fills an empty, migrated database with :n conversations of 5 messages of about
-- 40 words, which wait for analysis. Words are made up and as unevenly frequent
-- as words are (Zipf), of a vocabulary of 50,000. For benchmarks only.
\set ON_ERROR_STOP on
select setseed(0.5);
create temp table syllable as
select array['ba', 'ke', 'lo', 'mi', 'nu', 'ra', 'se', 'to', 'vi', 'zu', 'pra',
  'ste', 'klo', 'dri', 'mon'] as s;
create temp table vocabulary as
select i, s[1 + i % 15] || s[1 + i / 15 % 15] || s[1 + i / 225 % 15]
  || s[1 + i / 3375 % 15] || 'x' as word
from generate_series(0, 49999) i, syllable;
create temp table sentence as
select n, string_agg(word, ' ') as words
from (select n, least(floor(exp(random() * ln(50000)))::int - 1, 49999) as i
  from generate_series(1, 20000) n, generate_series(1, 10)) pick
join vocabulary using (i)
group by n;
create temp table pick as
select c, k, 1 + floor(random() * 20000)::int as a,
  1 + floor(random() * 20000)::int as b, 1 + floor(random() * 20000)::int as d,
  1 + floor(random() * 20000)::int as e
from generate_series(1, :n) c, generate_series(0, 5) k;
analyze sentence;
analyze pick;

insert into mailbox (id, name) values (1, 'Support'), (2, 'Billing');
insert into customer (id, first_name, last_name, email)
select i, 'Ada' || i, 'Nr ' || i, 'c' || i || '@example.com'
from generate_series(1, :n / 5) i;
insert into agent (id, first_name) values (7, 'Ben');
insert into conversation (id, number, mailbox_id, customer_id, status, subject,
  created_at, modified_at, content_hash)
select c, c, 1 + c % 2, 1 + c % (:n / 5), 'closed', words,
  now() - (:n - c) * interval '2 minutes', now(), '\x01'
from pick join sentence on n = a where k = 0 order by c;
insert into message (id, conversation_id, kind, author_kind, author_id,
  created_at, body)
select c * 10 + k, c, case when k % 2 = 1 then 'customer' else 'agent' end,
  case when k % 2 = 1 then 'customer' else 'user' end,
  case when k % 2 = 1 then 1 + c % (:n / 5) else 7 end,
  now() - (:n - c) * interval '2 minutes' + k * interval '1 minute',
  s1.words || '. ' || s2.words || '. ' || s3.words || '. ' || s4.words
from pick join sentence s1 on s1.n = a join sentence s2 on s2.n = b
join sentence s3 on s3.n = d join sentence s4 on s4.n = e
where k > 0 order by c, k;
insert into analysis_due (conversation_id)
select id from conversation order by id;
analyze;
