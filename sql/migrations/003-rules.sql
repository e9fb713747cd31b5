-- Rules that people edit: drafts, trials on stored conversations, and how far the
-- re-analysis after a change is.

-- What a conversation is judged by: the customer's messages up to the first
-- reply. The one meaning of it, for verdicts and for trials. A customer's message
-- counts whoever entered it: agents forward mails.
create function customer_words(conversation bigint, until timestamptz)
returns text language sql stable as $$
  select coalesce((
    select string_agg(m.body, E'\n\n' order by m.created_at, m.id)
    from message m
    where m.conversation_id = conversation and (m.kind = 'customer'
        or (m.kind in ('chat', 'phone') and m.author_kind = 'customer'))
      and m.created_at <= coalesce(until, 'infinity')), '')
$$;

-- One for each person; it counts for nothing until it is saved as a version.
create table rules_draft (
  who        text primary key,
  based_on   int not null,       -- the version in force when it was begun, or 0
  document   text not null,
  updated_at timestamptz not null default now()
);

-- A draft tried on the newest conversations, beside the version in force then.
-- at and at_id are the last conversation that was judged: a step goes on there.
create table rules_trial (
  id         bigint generated always as identity primary key,
  who        text not null,
  based_on   int not null,
  document   text not null,
  wanted     int not null,
  judged     int not null default 0,
  ruled      int not null default 0,  -- of them: a person's word stands anyway
  over_limit text[] not null default '{}',  -- rules with a pattern given up on
  at         timestamptz,
  at_id      bigint,
  created_at timestamptz not null default now(),
  done_at    timestamptz
);
-- Ids and verdicts only, for a month: nothing is lost when the conversation goes.
create table rules_trial_verdict (
  trial_id        bigint not null references rules_trial on delete cascade,
  conversation_id bigint not null,
  category_before text not null,
  category_after  text not null,
  intent_before   text not null,
  intent_after    text not null,
  severity_before severity not null,
  severity_after  severity not null,
  primary key (trial_id, conversation_id)
);
create trigger tell_trial after insert on rules_trial
  for each statement execute function tell_workers('tidemark_analysis');
-- A new version must not wait for the next conversation to arrive.
create trigger tell_ruleset after insert on ruleset
  for each statement execute function tell_workers('tidemark_analysis');

-- A verdict is made by a version of the rules and one of the code that reads
-- them. What others judged is looked for at each start of the analysis, and taken
-- in this order from its end: within a pair, the newest conversations first.
alter table analysis add column engine_version int not null default 0;
create index analysis_judged on analysis (ruleset_version, engine_version,
  conversation_id);

-- Units of done for each second, lately; 0 while nothing is known.
alter table job add column rate real not null default 0;
