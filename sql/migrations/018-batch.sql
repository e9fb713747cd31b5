-- Backlogs that the model is asked about by batch: cheaper, within a day.

-- Marks of such a backlog wait for a batch, and are not asked about one by one.
alter table qa_ask add by_batch boolean not null default false;
drop index qa_ask_backlog;
create index qa_ask_backlog on qa_ask (run_at, id)
  where job_id <> 0 and not by_batch;
create index qa_ask_batch on qa_ask (job_id, id) where by_batch;

-- A batch, of replies or of conversations, from its first line to its last answer.
-- What costs money is its creation at the service, in state sending: whoever finds it there looks at the
-- service whether a batch with its mark is there before another is created.
create table model_batch (
  id             bigint generated always as identity primary key,
  subject        text not null check (subject in ('reply', 'conversation')),
  job_id         bigint not null,
  mark           text not null unique,
  state          text not null check (state in ('making', 'sending', 'running',
    'fetching', 'ended')),
  api            text not null,
  model          text not null,
  version        int not null,	-- of the rubric, or of the question
  bare           boolean not null,	-- without a temperature
  -- ids at the service
  batch          text not null default '',
  input_file     text not null default '',
  output_file    text not null default '',
  error_file     text not null default '',
  told           text not null default '',	-- its state, as the service says
  lines          int not null default 0,
  answered       int not null default 0,	-- as the service counts
  failed         int not null default 0,	-- of these
  most           bigint not null default 0,	-- what lines not settled may cost
  cancel         boolean not null default false,
  tries          int not null default 0,	-- of the step at hand, in vain
  problem        text not null default '',
  look_at        timestamptz not null default now(),
  created_at     timestamptz not null default now(),
  ended_at       timestamptz
);
create index model_batch_open on model_batch (look_at) where state <> 'ended';
create index model_batch_job on model_batch (job_id, id desc);

-- Its questions. What is gone when the answer comes was paid for all
-- the same.
create table model_batch_line (
  batch_id        bigint not null references model_batch on delete cascade,
  subject         text not null,	-- as its batch has it
  item_id         bigint not null,	-- the message, or the conversation
  conversation_id bigint not null,
  ask_id          bigint not null,	-- newest mark of it
  attempts        int not null,	-- before this one
  strong          boolean not null,	-- by the larger model
  input_hash      bytea not null,
  most            bigint not null,
  settled         boolean not null default false,
  primary key (batch_id, item_id)
);
-- What is at the service goes on after a purge: it is cancelled there, and what it
-- came to is added to what models have cost.
insert into purge_rule (name, fate, what) values
  ('model_batch', 'kept', 'what models have cost'),
  ('model_batch_line', 'kept', 'what models have cost');
create index model_batch_line_open on model_batch_line (subject, item_id)
  where not settled;

alter table qa_model
  -- the model that takes no temperature, as a batch found out
  add bare text not null default '',
  add no_batch_at timestamptz;	-- the server had no batches then

-- How many marks of a score have no evidence: they wait for a person.
alter table qa_current add voids int not null default 0;
-- What the dashboard says was left out of its figures.
create index qa_current_left_out on qa_current (engine, rubric_version,
  replied_at) where counted and (outcome <> 'scored' or voids > 0);

-- Replies from f to t (excluded) that the model would be asked about under a rubric:
-- it has not judged them by it nor by one that differs in names and weights alone,
-- and they do not wait for it. Whichever rubric the heuristic judged them by: one
-- that was put in force a moment ago has no scores yet.
create function model_backlog(f timestamptz, t timestamptz, rub int)
returns table (message_id bigint, conversation_id bigint,
  replied_at timestamptz) language sql stable as $$
  select distinct q.message_id, q.conversation_id, q.replied_at
  from qa_current q
  where q.engine = 'heuristic' and q.counted
    and q.replied_at >= f and q.replied_at < t
    and not exists (select from qa_current o where o.message_id = q.message_id
      and o.engine = 'openai' and o.outcome <> 'failed'
      and (o.rubric_version = rub
        or o.rubric_version in (select rubric_alike(rub))))
    and not exists (select from qa_ask a where a.message_id = q.message_id)
    and not exists (select from model_batch_line l
      where l.item_id = q.message_id and l.subject = 'reply'
        and not l.settled)
$$;
