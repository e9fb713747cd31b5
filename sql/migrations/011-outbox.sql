-- What must reach the outside: written in the transaction that caused it,
-- delivered by tidemark-notify.

create table outbox (
  id         bigint generated always as identity primary key,
  topic      text not null check (topic in ('slack', 'live')),
  -- what it is about: incident:7, ticket:1001, digest:2026-01-15, conv:1001
  key        text not null,
  kind       text not null,
  payload    jsonb not null default '{}',
  created_at timestamptz not null default now(),
  run_at     timestamptz not null default now(),
  attempts   int not null default 0,
  state      text not null default 'queued'
    check (state in ('queued', 'sent', 'dead')),
  sent_at    timestamptz,
  error      text not null default ''
);
create index outbox_queued on outbox (topic, run_at, id)
  where state = 'queued';
create index outbox_key on outbox (key, id);

-- Who lingers is told at commit.
create function outbox_notify() returns trigger language plpgsql as $$
begin
  perform pg_notify('tidemark_outbox', '');
  return null;
end
$$;
create trigger outbox_added after insert on outbox
  for each statement execute function outbox_notify();

-- A message that stands in Slack, or may: written before the call. mark is in the
-- message's metadata, by which one that may have been posted is looked for.
create table slack_message (
  key       text primary key,
  mark      text not null,
  channel   text not null,
  ts        text not null default '',
  state     text not null check (state in ('sending', 'sent', 'uncertain')),
  said_hash bytea,	-- of what it shows now: the same is not sent twice
  tried_at  timestamptz not null default now()
);

-- What is told to whom.
create table alert_rule (
  category text primary key,	-- '' all others
  channel  text not null default '',	-- Slack id; '' the default one
  owner    text not null default '',	-- Slack user id to mention
  least    severity not null default 'medium',
  remind_minutes   int not null default 0,	-- 0 never
  escalate_minutes int not null default 0,	-- without an answer; 0 never
  escalate_to      text not null default ''
);
create table quiet_hours (
  weekday int primary key check (weekday between 1 and 7),
  begins  time not null,
  ends    time not null
);
