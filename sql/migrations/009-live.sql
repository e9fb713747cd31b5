-- Live: the connection to Help Scout, its webhooks.

-- A browser that was sent to Help Scout's consent page comes back with what it
-- took along: once, soon, and to the session that began.
create table oauth_state (
  hash       bytea primary key,
  session    bytea not null,
  created_at timestamptz not null default now()
);

-- Tells a renewal whether the connection is still the one that it began with, also
-- when somebody ended that one and made another.
create sequence hs_connection_generation;

-- The account that a person connected. The tokens are sealed (net/seal.h) under a
-- key that is not in the database. A refresh token is good once, so whoever renews
-- writes the next one before anybody uses what came with it.
create table hs_connection (
  only_row     boolean primary key default true check (only_row),
  access       bytea not null,
  refresh      bytea not null,
  expires_at   timestamptz not null,
  generation   bigint not null default nextval('hs_connection_generation'),
  -- whose it is; 0 and '' until the first call has told
  hs_user_id   bigint not null default 0,
  hs_user      text not null default '',
  hs_email     text not null default '',
  connected_by text not null,
  connected_at timestamptz not null default now(),
  refreshed_at timestamptz not null default now(),
  -- a renewal was begun and its end is not known: under way, or cut short
  renewing_at  timestamptz,
  -- what went wrong last, '' for nothing; broken when only a person can mend it
  problem      text not null default '',
  problem_at   timestamptz,
  broken       boolean not null default false
);

-- What Help Scout told. A delivery has no id and no time of its own: the same
-- event, resource and bytes are the same delivery. The bytes are not kept, since
-- they are a hint to fetch something and nothing more.
create table webhook_event (
  id              bigint generated always as identity primary key,
  event           text not null,
  resource_id     bigint not null default 0,	-- 0: it named none
  conversation_id bigint not null default 0,	-- to be fetched; 0: none
  body_hash       bytea not null,
  received_at     timestamptz not null default now(),
  times           int not null default 1,	-- deliveries of the same bytes
  state           text not null default 'new'
    check (state in ('new', 'done', 'ignored', 'failed')),
  worker          text not null default '',	-- who is at it
  attempts        int not null default 0,
  run_at          timestamptz not null default now(),
  done_at         timestamptz,
  note            text not null default '',
  unique (event, resource_id, body_hash)
);
create index webhook_event_new on webhook_event (run_at, id)
  where state = 'new';
create index webhook_event_received on webhook_event (received_at);
-- whether a change of a conversation was told
create index webhook_event_conversation
  on webhook_event (conversation_id, received_at) where conversation_id <> 0;

-- What was refused, by cause and hour.
create table webhook_refused (
  hour  timestamptz not null,
  cause text not null,
  times bigint not null default 1,
  primary key (hour, cause)
);

-- The webhook as Help Scout last said that it is.
create table webhook_registration (
  only_row   boolean primary key default true check (only_row),
  hs_id      bigint not null,			-- 0: there is none
  state      text not null,			-- enabled, disabled, none
  checked_at timestamptz not null default now()
);
