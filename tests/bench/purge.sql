-- SPDX-License-Identifier: MIT
-- What people and customers wrote in the conversations of fill.sql: a question, an
-- answer with its score, and thanks. For benchmarks only.
\set ON_ERROR_STOP on
insert into agent (id, first_name, last_name, kind)
select i, 'Agent', 'Nr ' || i, 'user' from generate_series(1, 40) i;
insert into message (id, conversation_id, kind, author_kind, author_id,
  created_at, body, state)
select id * 4 + k, id, case k when 1 then 'agent' else 'customer' end,
  case k when 1 then 'user' else 'customer' end,
  case k when 1 then 1 + id % 40 else customer_id end,
  created_at + k * interval '1 hour',
  (array['Since the update of yesterday number ' || id % 977 || ' will not open '
    'any more, and I have paid for plan ' || id % 31 || '. Can you help?',
    'Hi Ada, sorry for that. We have refunded the second charge of order '
    || id || '; please restart the app, then it opens again.',
    'Thanks, that worked.'])[k + 1], 'published'
from conversation cross join generate_series(0, 2) k order by id, k;
insert into qa_score (message_id, engine, engine_version, rubric_version,
  input_hash, outcome, total, confidence)
select id, 'heuristic', 1000000, 1, '\x00', 'scored', 3 + random() * 7, 0.8
from message where kind = 'agent' order by id;
insert into qa_mark (score_id, position, state, score)
select id, k, 'scored', total from qa_score cross join generate_series(1, 4) k;
insert into qa_current (message_id, engine, rubric_version, score_id,
  conversation_id, agent_id, mailbox_id, replied_at, category, counted, outcome,
  total, confidence, scores)
select m.id, s.engine, 1, s.id, m.conversation_id, m.author_id, c.mailbox_id,
  m.created_at, 'bug', true, 'scored', s.total, 0.8,
  array[s.total, s.total, s.total, s.total]
from qa_score s join message m on m.id = s.message_id
join conversation c on c.id = m.conversation_id;
insert into analysis_due (conversation_id) select id from conversation order by id;
update mailbox set demo = true where id <> :real;
