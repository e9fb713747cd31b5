-- SPDX-License-Identifier: MIT
-- Fills an empty, migrated database with :n scored replies over :days days up to
-- now, of a team of 10 in three mailboxes, twenty in each conversation: so few agents
-- that nearly all of them have replies on a day of a hundredth of the scores too. The
-- days are left to be counted. For benchmarks only.
\set ON_ERROR_STOP on
select setseed(0.5);

insert into mailbox (id, name)
values (1, 'Support'), (2, 'Billing'), (3, 'Community');
insert into customer (id, first_name) values (1, 'Ada');
insert into agent (id, first_name, last_name, kind)
select i, 'Agent', 'Nr ' || i, 'user' from generate_series(1, 10) i;
insert into conversation (id, number, mailbox_id, customer_id, status, subject,
  created_at, modified_at, content_hash)
select i, i, 1 + i % 3, 1, 'closed', 'Subject of conversation ' || i, at, at,
  '\x00'
from (select i, now() - (1 - i / ceil(:n / 20.0))
    * make_interval(days => :days) as at
  from generate_series(0, ceil(:n / 20.0)::int) i) as made;
insert into message (id, conversation_id, kind, author_kind, author_id,
  created_at, body, state)
select i, i / 20, 'agent', 'user', 1 + floor(random() * 10)::int,
  now() - (1 - i / :n::float8) * make_interval(days => :days),
  'Hi Ada, we have looked into it: reply number ' || i, 'published'
from generate_series(1, :n) i;
analyze message;
insert into qa_score (message_id, engine, engine_version, rubric_version,
  input_hash, outcome, total, confidence)
select id, 'heuristic', 1, 1, '\x00', 'scored',
  case when random() > 0.05 then 3 + random() * 7 end, 0.8
from message order by id;
analyze conversation, message, qa_score;
insert into qa_current (message_id, engine, rubric_version, score_id,
  conversation_id, agent_id, mailbox_id, replied_at, category, rating, counted,
  outcome, total, confidence, scores)
select m.id, s.engine, 1, s.id, m.conversation_id, m.author_id,
  c.mailbox_id, m.created_at, (array['bug', 'crash', 'payment'])[1 + m.id % 3],
  (array['', '', '', '', 'great', 'okay', 'not_good'])[1 + m.id % 7], true,
  'scored', s.total, 0.8, case when s.total is null then '{null,null,null,null}'
    else array[s.total, s.total, 7, random() * 10] end
from qa_score s join message m on m.id = s.message_id
join conversation c on c.id = m.conversation_id
order by m.id;
truncate qa_due, analysis_due, qa_dirty;
insert into qa_dirty (day)
select distinct (replied_at at time zone 'UTC')::date from qa_current;
