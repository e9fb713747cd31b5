-- What a model says of conversations, beside what the rules say.

-- Who is asked, how much it may cost, and how its service is, as it was last seen.
create table enrich_state (
  only_row     boolean primary key default true check (only_row),
  -- off until a person says otherwise: texts leave the machine
  engine       text not null default 'off'
    check (engine in ('off', 'anthropic', 'openai')),
  -- millionths of a dollar that it may cost in a day (UTC); 0: nothing
  daily_cap    bigint not null default 2000000 check (daily_cap >= 0),
  -- percent: who is less sure has the larger model asked, if there is one
  sure_least   int not null default 50 check (sure_least between 0 and 100),
  problem      text not null default '',	-- why nothing is asked; '' none
  problem_at   timestamptz,
  closed_until timestamptz,	-- nothing is asked before
  waits        int not null default 0,	-- in a row; they grow
  capped_on    date,	-- the day (UTC) whose cap was reached
  no_batch_at  timestamptz	-- the server had no batches then
);
insert into enrich_state default values;

-- The newest answer about a conversation. report is the input hash of the verdict
-- that it goes with: the same report is not paid for twice.
create table enrichment (
  conversation_id bigint primary key references conversation on delete cascade,
  report      bytea not null,
  version     int not null,	-- ENRICH_VERSION of src/meaning/enrich.h
  -- done; failed: no answer that can be used, error says why; refused: the model
  -- declined; skipped: it was not asked, error says why
  outcome     text not null
    check (outcome in ('done', 'failed', 'refused', 'skipped')),
  engine      text not null,
  model       text not null default '',
  strong      boolean not null default false,	-- by the larger model
  summary     text not null default '',	-- in the customer's language
  language    text not null default '',
  translation text not null default '',	-- of the summary; '' it is English
  categories  text[] not null default '{}',
  intent      text not null default '',
  cause       text not null default '',
  entities    jsonb not null default '[]',	-- [{kind, text}]
  sure        float8,
  error       text not null default '',
  asked_at    timestamptz not null default now()
);

-- Conversations that the model is to be asked about. Marks are only appended and
-- deleted; those of a backlog's job wait behind what is new (job 0).
create table enrich_due (
  id              bigint generated always as identity primary key,
  conversation_id bigint not null references conversation on delete cascade,
  job_id          bigint not null default 0,
  run_at          timestamptz not null default now(),
  attempts        int not null default 0,	-- that count towards giving up
  strong          boolean not null default false,	-- the larger model
  -- it waits for a batch, and is not asked about alone
  by_batch        boolean not null default false
);
create index enrich_due_new on enrich_due (run_at, id) where job_id = 0;
create index enrich_due_backlog on enrich_due (run_at, id)
  where job_id <> 0 and not by_batch;
create index enrich_due_batch on enrich_due (job_id, id) where by_batch;
create index enrich_due_conversation on enrich_due (conversation_id);
create index enrich_due_job on enrich_due (job_id) where job_id <> 0;
create trigger tell_enrich after insert on enrich_due
  for each statement execute function tell_workers('tidemark_enrich');
create trigger tell_enrich_job after insert on job for each row
  when (new.kind in ('enrich_test', 'enrich_backlog', 'enrich_batch'))
  execute function tell_workers('tidemark_enrich');
create trigger tell_enrich_state after update of engine, daily_cap on enrich_state
  for each statement execute function tell_workers('tidemark_enrich');

-- In the transaction that judges a conversation: no mark can be forgotten.
create function enrich_mark() returns trigger language plpgsql as $$
begin
  insert into enrich_due (conversation_id)
  select new.conversation_id from enrich_state where engine <> 'off';
  return null;
end
$$;
create trigger enrich_new after insert on analysis
  for each row when (new.counted) execute function enrich_mark();
create trigger enrich_changed after update of input_hash on analysis
  for each row when (new.counted and old.input_hash is distinct from new.input_hash)
  execute function enrich_mark();

-- What a model says of the counts of the last hours; the newest that was of use.
create table period_summary (
  only_row   boolean primary key default true check (only_row),
  from_at    timestamptz,
  to_at      timestamptz,	-- excluded
  input_hash text not null default '',	-- the same counts are not paid for twice
  engine     text not null default '',
  model      text not null default '',
  claims     jsonb not null default '[]',	-- [{text, dimension, key, now, before}]
  dropped    int not null default 0,	-- claims with numbers of the model's own
  made_at    timestamptz,
  tried_for  timestamptz,	-- the end of the hours that it failed for
  tries      int not null default 0,
  error      text not null default ''
);

-- Conversations from f to t (excluded) that the model would be asked about: it was
-- not asked about what they report now, and they do not wait for it.
create function enrich_backlog(f timestamptz, t timestamptz)
returns table (conversation_id bigint, created_at timestamptz)
language sql stable as $$
  select a.conversation_id, a.created_at
  from analysis a
  where a.counted and a.created_at >= f and a.created_at < t
    and not a.is_empty and not a.is_unreadable
    and not exists (select from enrichment e
      where e.conversation_id = a.conversation_id
        and e.outcome <> 'failed' and e.report = a.input_hash)
    and not exists (select from enrich_due d
      where d.conversation_id = a.conversation_id)
    and not exists (select from model_batch_line l
      where l.item_id = a.conversation_id and l.subject = 'conversation'
        and not l.settled)
$$;

insert into purge_rule (name, fate, what) values
  ('enrich_state', 'kept', 'settings');
insert into purge_rule (name, fate) values ('enrichment', 'emptied'),
  ('enrich_due', 'emptied'), ('period_summary', 'emptied');

-- The sentence of a list is the model's where it gave one, in English where it
-- translated it; said_by is who made it: the engine of the verdict, or the model's.
drop function told(analysis);
create function told(a analysis)
returns table (
  id bigint, number bigint, subject text, one_liner text, created_at bigint,
  modified_at bigint, mailbox_id bigint, mailbox text, customer_id bigint,
  customer text, status text, severity severity, score int,
  main_category text, categories text[], intent text, platform text,
  app_version text, device text, level int, cluster_id bigint,
  waiting_since bigint, first_reply_seconds int, tags text[],
  is_empty boolean, is_unreadable boolean, is_delete_request boolean,
  engine text, replies int, customer_messages int, said_by text)
language sql stable as $$
  select a.conversation_id, a.number, c.subject,
    coalesce(nullif(e.translation, ''), e.summary, a.one_liner),
    extract(epoch from a.created_at)::bigint,
    extract(epoch from a.modified_at)::bigint, c.mailbox_id,
    coalesce(m.name, ''), coalesce(c.customer_id, 0),
    coalesce(nullif(trim(concat_ws(' ', p.first_name, p.last_name)), ''),
      p.email, ''),
    a.status, a.severity, a.score, a.main_category, a.categories, a.intent,
    a.platform, a.app_version, a.device, coalesce(a.level, 0),
    coalesce(a.cluster_id, 0),
    coalesce(extract(epoch from a.waiting_since)::bigint, 0),
    coalesce(a.first_reply_seconds, -1), c.tags, a.is_empty, a.is_unreadable,
    a.is_delete_request, a.engine, c.reply_count, c.customer_count,
    coalesce(e.engine, a.engine)
  from conversation c
  left join mailbox m on m.id = c.mailbox_id
  left join customer p on p.id = c.customer_id
  left join enrichment e on e.conversation_id = c.id and e.outcome = 'done'
  where c.id = a.conversation_id
$$;
