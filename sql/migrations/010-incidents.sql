-- Incidents: what rose above the usual, who has it in hand, what became of it.

-- What the detector learned, so that a program which cron starts each minute need
-- not go through the history each time. One row: replaced whole (job/watch).
create table detector_state (
  only_row   boolean primary key default true check (only_row),
  learned_to timestamptz not null,	-- a local midnight of the account
  profile    float8[] not null,		-- 168 hours of the week
  threshold  float8 not null,
  state      jsonb not null,		-- sums that the next day goes on from
  made_at    timestamptz not null default now()
);
create table detector_series (
  dimension text not null,	-- all category platform version group
  category  text not null,	-- '' of the total
  key       text not null,	-- platform, version or group id; '' else
  level     float8 not null,	-- reports per usual hour
  size      float8 not null,	-- of the negative binomial, by what is known
  primary key (dimension, category, key)
);

-- What a person chose. Versions stay, the newest counts.
create table detector_rule (
  version     int generated always as identity primary key,
  budget      float8 not null default 1,	-- false alarms a week
  least       int not null default 5,
  ratio       float8 not null default 2,
  quiet_hours int not null default 6,
  note        text not null default '',
  created_by  text not null,
  created_at  timestamptz not null default now()
);
insert into detector_rule (note, created_by)
values ('comes with the program', 'program');

create table incident (
  id          bigint generated always as identity primary key,
  -- what it is about: a category ('' the total), narrowed to a platform, a
  -- version, a group where the rise is there
  category    text not null,
  platform    text not null default '',
  app_version text not null default '',
  cluster_id  bigint references cluster,
  state       text not null default 'new' check (state in ('new', 'ongoing',
    'escalating', 'acknowledged', 'muted', 'resolved', 'regressed')),
  severity    severity not null,
  title       text not null,
  owner       text not null default '',
  begins_at   timestamptz not null,	-- of the window that rose
  raised_at   timestamptz not null,	-- when the program saw it
  last_rise   timestamptz not null,	-- when it last stood out
  told_rate   float8 not null default 0,	-- reports an hour when last told
  ended_at    timestamptz,
  mute_until  timestamptz,		-- of muted; null: until worse
  fixed_in    text not null default '',
  -- the rise: reports in so many seconds where so many are usual
  reports     int not null,
  expected    float8 not null,
  seconds     int not null,
  chance      float8 not null,
  merged_into bigint references incident,
  version     bigint not null default 1,	-- raised by each change
  updated_at  timestamptz not null default now()
);
-- One open incident a subject; races of two programs end here.
create unique index incident_open on incident (category)
  where state <> 'resolved' and merged_into is null;
create index incident_begins on incident (begins_at);
create index incident_updated on incident (updated_at desc);

create table incident_event (
  id          bigint generated always as identity primary key,
  incident_id bigint not null references incident,
  kind        text not null,	-- analysis/incident.def
  from_state  text not null,
  to_state    text not null,
  who         text not null,	-- a user, 'slack:NAME', 'program'
  at          timestamptz not null default now(),
  note        text not null default '',
  facts       jsonb not null default '{}'
);
create index incident_event_incident on incident_event (incident_id, id);
