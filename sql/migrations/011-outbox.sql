-- What must reach the outside: written in the transaction that caused it,
-- delivered by tidemark-notify.

create table outbox (
  id         bigint generated always as identity primary key,
  topic      text not null check (topic in ('slack', 'live')),
  -- what it is about: incident:7, ticket:1001, digest:2026-01-15, conv:1001
  key        text not null,
  kind       text not null,
  payload    jsonb not null default '{}',
  -- of what may be said once only; null: each row counts
  once       text unique,
  created_at timestamptz not null default now(),
  run_at     timestamptz not null default now(),
  attempts   int not null default 0,
  -- shown: stands on the page of alerts alone, error says why
  state      text not null default 'queued'
    check (state in ('queued', 'sent', 'shown', 'dead')),
  sent_at    timestamptz,
  error      text not null default ''
);
create index outbox_queued on outbox (topic, run_at, id)
  where state = 'queued';
create index outbox_key on outbox (key, id);
create index outbox_told on outbox (topic, id desc);

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
  -- incident:7, and in its thread incident:7/event:12, incident:7/outbox:99
  key       text primary key,
  mark      text not null,
  channel   text not null,
  thread_ts text not null default '',
  ts        text not null default '',
  -- sending: the call is under way, or its answer was lost. given_up: Slack will
  -- not take it, why says why. final: it stands there and cannot be edited.
  state     text not null
    check (state in ('sending', 'sent', 'given_up', 'final')),
  said_hash bytea,	-- of what it shows now: the same is not sent twice
  -- the newest incident_event when it was posted: later ones go to its thread
  told_event bigint not null default 0,
  tried_at  timestamptz not null default clock_timestamp(),
  why       text not null default ''
);
create index slack_message_channel on slack_message (channel, tried_at);

-- What is known of Slack as a whole.
create table slack_state (
  only_row     boolean primary key default true check (only_row),
  team_id      text not null default '',
  problem      text not null default '',	-- configuration; '' while it works
  problem_at   timestamptz,
  closed_until timestamptz		-- Slack asked us to wait
);
insert into slack_state default values;

-- Buttons that were pressed: a signature is good once.
create table slack_press (
  signature bytea primary key,
  at        timestamptz not null default now()
);
-- Who pressed, so that nobody is mentioned for what they did themselves.
create table slack_user (
  name text primary key,
  id   text not null
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
insert into alert_rule (category) values ('');

-- New conversations that somebody should see before the queue is worked down.
create table ticket_alert (
  kind    text primary key
    check (kind in ('delete_request', 'critical', 'empty', 'unreadable')),
  enabled boolean not null default true,
  channel text not null default ''	-- '' as the category's
);
insert into ticket_alert (kind)
values ('delete_request'), ('critical'), ('empty'), ('unreadable');

create table digest_rule (
  only_row boolean primary key default true check (only_row),
  every    text not null default 'off'
    check (every in ('off', 'day', 'week')),
  weekday  int not null default 1 check (weekday between 1 and 7),
  at       time not null default '09:00',
  channel  text not null default ''
);
insert into digest_rule default values;

create table quiet_hours (
  weekday int primary key check (weekday between 1 and 7),
  begins  time not null,
  ends    time not null
);

-- Until when it is quiet at a time, null when it is not. A span that ends before
-- it begins ends on the next day; what follows without a gap belongs to it.
create function quiet_until(asked timestamptz, zone text) returns timestamptz
language plpgsql stable as $$
declare
  upto timestamptz;
  further timestamptz;
begin
  for i in 1..8 loop
    select max(s.ends) into further from (
      select (d.day + q.begins) at time zone zone as begins,
        (d.day + q.ends + case when q.ends <= q.begins
          then interval '1 day' else interval '0' end) at time zone zone
        as ends
      from (select (coalesce(upto, asked) at time zone zone)::date + n as day
        from generate_series(-1, 0) n) d
      join quiet_hours q on q.weekday = extract(isodow from d.day)
    ) s where s.begins <= coalesce(upto, asked)
      and s.ends > coalesce(upto, asked);
    exit when further is null;
    upto := further;
  end loop;
  return upto;
end
$$;

-- Why somebody should see a new conversation at once.
create function alert_kinds(asks_delete boolean, how severity, empty boolean,
  unreadable boolean) returns text[]
language sql immutable as $$
  select array_remove(array[
    case when asks_delete then 'delete_request' end,
    case when how = 'critical' then 'critical' end,
    case when empty then 'empty' end,
    case when unreadable then 'unreadable' end], null)
$$;

-- Where a new conversation is told of, '' for the default channel: the kind's own
-- channel, else its category's.
create function alert_ticket_channel(id bigint) returns text
language sql stable as $$
  select coalesce((
      select t.channel from ticket_alert t
      where t.enabled and t.channel <> ''
        and t.kind = any(alert_kinds(a.is_delete_request, a.severity,
          a.is_empty, a.is_unreadable))
      order by t.kind desc limit 1), (
      select r.channel from alert_rule r
      where r.category in (a.main_category, '')
      order by r.category desc limit 1))
  from analysis a where a.conversation_id = id
$$;
