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
  -- what it is about: a category ('' the total), those of incidents that were
  -- merged into it, and one group of them where nothing else rose
  category    text not null,
  also        text not null default '',	-- with commas
  cluster_id  bigint references cluster,
  -- where it mostly is
  platform    text not null default '',
  app_version text not null default '',
  state       text not null default 'new' check (state in ('new', 'ongoing',
    'escalating', 'acknowledged', 'muted', 'resolved', 'regressed')),
  severity    severity not null,
  title       text not null,	-- of the five above, as analysis/wording has it
  owner       text not null default '',
  begins_at   timestamptz not null,	-- of the window that rose
  raised_at   timestamptz not null,	-- when the program saw it
  last_rise   timestamptz not null,	-- when it last stood out
  told_rate   float8 not null default 0,	-- above the usual, an hour, when told
  ended_at    timestamptz check ((ended_at is null) = (state <> 'resolved')),
  mute_until  timestamptz check (mute_until is null or state = 'muted'),
  fixed_in    text not null default '',
  -- the last rise: reports in so many seconds where so many are usual
  reports     int not null,
  expected    float8 not null,
  seconds     int not null,
  chance      float8 not null,
  merged_into bigint references incident
    check (merged_into is null or state = 'resolved'),
  version     bigint not null default 1,	-- raised by each change
  updated_at  timestamptz not null default now()
);
-- One open incident a category; races of two programs end here.
create unique index incident_open on incident (category)
  where state <> 'resolved';
create index incident_ended on incident (ended_at desc, id desc)
  where state = 'resolved' and merged_into is null;
create index incident_updated on incident (updated_at desc);

create table incident_event (
  id          bigint generated always as identity primary key,
  incident_id bigint not null references incident,
  -- analysis/incident.def and incident_step_word(); scope, owner, note, took in,
  -- older versions
  kind        text not null,
  from_state  text not null,
  to_state    text not null,
  who         text not null,	-- a user, 'slack:NAME', 'program'
  at          timestamptz not null default now(),
  note        text not null default '',
  facts       jsonb not null default '{}'
);
create index incident_event_incident on incident_event (incident_id, id);

-- As the filters of lists take them; '' all.
create function incident_categories(i incident)
returns text language sql immutable as $$
  select case when i.category = '' then ''
    else concat_ws(',', i.category, nullif(i.also, '')) end
$$;

-- The only meaning of an incident's members: what the conversation list shows
-- under the same filter.
create function incident_members(i incident)
returns setof analysis language sql stable as $$
  select a.* from filtered(i.begins_at, i.ended_at, 0, incident_categories(i),
  '', '', '', '', '',
    coalesce((select coalesce(c.root_id, c.id) from cluster c
      where c.id = i.cluster_id), 0), '', '', 0, '') a
$$;

-- Columns of every question about incidents, in the order of struct incident_row.
create function incident_told(i incident)
returns table (id bigint, category text, also text, cluster_id bigint,
  group_title text, platform text, app_version text, state text,
  severity text, title text, owner text, begins_at bigint, raised_at bigint,
  last_rise bigint, told_rate float8, ended_at bigint, mute_until bigint,
  fixed_in text, reports int, expected float8, seconds int, chance float8,
  merged_into bigint, version bigint, updated_at bigint)
language sql stable as $$
  select i.id, i.category, i.also, c.id, c.title, i.platform, i.app_version,
    i.state, i.severity::text, i.title, i.owner,
    extract(epoch from i.begins_at)::bigint,
    extract(epoch from i.raised_at)::bigint,
    extract(epoch from i.last_rise)::bigint, i.told_rate,
    extract(epoch from i.ended_at)::bigint,
    extract(epoch from i.mute_until)::bigint, i.fixed_in, i.reports,
    i.expected, i.seconds, i.chance, i.merged_into, i.version,
    extract(epoch from i.updated_at)::bigint
  from (values (i.cluster_id)) as own(cluster_id)
  left join cluster had on had.id = own.cluster_id
  left join cluster c on c.id = coalesce(had.root_id, had.id)
$$;
