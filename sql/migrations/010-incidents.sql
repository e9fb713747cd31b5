-- Incidents: what rose above the usual, who has it in hand, what became of it.

-- 0 .. 167 from Monday 0:00 on, by the clocks of a zone.
create function week_hour(timestamptz, zone text)
returns int language sql stable as $$
  select (extract(isodow from $1 at time zone $2)::int - 1) * 24
    + extract(hour from $1 at time zone $2)::int
$$;

-- What the detector learned up to a day, so that a program which cron starts each
-- minute need not go through the history each time. One row, replaced whole with
-- the series in the transaction of a day (job/watch).
create table detector_state (
  only_row     boolean primary key default true check (only_row),
  zone         text not null,		-- its days and hours are those of this zone
  ruleset      int not null,		-- the verdicts counted are those of these
  engine       int not null,
  begun_at     timestamptz not null,	-- local midnights: learned from this one
  learned_to   timestamptz not null,	-- to this one
  judged_to    timestamptz not null,	-- alarms were looked for up to then
  days         float8 not null default 0,
  seen         float8[] not null default '{}',	-- 168 hours of the week
  weeks        float8[] not null default '{}',
  excess       float8[] not null default '{}',	-- kinds x windows
  square       float8[] not null default '{}',
  threshold    float8 not null default 0,	-- by the rule of this version
  rule_version int not null default 0
);
create table detector_series (
  dimension text not null,	-- all category platform version group
  category  text not null,	-- '' of the total
  part      text not null,	-- platform, version or number of a group; '' else
  shape     float8 not null,	-- reports, older ones for less
  hours     float8 not null,	-- usual hours in which they came
  hot_since bigint not null,	-- quarter-hours since 1970; 0: none
  hot_last  bigint not null,
  primary key (dimension, category, part)
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

-- A rule tried on stored history, by the program that also watches.
create table detector_rehearsal (
  id           bigint generated always as identity primary key,
  who          text not null,
  budget       float8 not null,
  least        int not null,
  ratio        float8 not null,
  quiet_hours  int not null,
  weeks        int not null,
  begins_at    timestamptz,	-- what was judged, once it is done
  ends_at      timestamptz,
  learned_days int not null default 0,	-- before that
  threshold    float8 not null default 0,
  created_at   timestamptz not null default now(),
  done_at      timestamptz
);
create trigger tell_rehearsal after insert on detector_rehearsal
  for each statement execute function tell_workers('tidemark_analysis');
create table detector_rehearsal_alarm (
  rehearsal_id bigint not null references detector_rehearsal on delete cascade,
  n            int not null,
  category     text not null,
  platform     text not null,
  app_version  text not null,
  cluster_id   bigint,
  begins_at    timestamptz not null,
  raised_at    timestamptz not null,
  last_at      timestamptz not null,	-- when it last stood out
  -- at its most surprising: reports in so many seconds
  reports      int not null,
  expected     float8 not null,
  seconds      int not null,
  chance       float8 not null,
  primary key (rehearsal_id, n)
);

-- A rule that is saved is judged by at once.
create trigger tell_rule after insert on detector_rule
  for each statement execute function tell_workers('tidemark_analysis');

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
  begins_at   timestamptz not null,	-- the first quarter-hour above the usual
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
-- under the same filter. Joined, since the planner inlines no function that is
-- given a sub-select.
create function incident_members(i incident)
returns setof analysis language sql stable as $$
  select a.* from (values (i.cluster_id)) as own(cluster_id)
  left join cluster c on c.id = own.cluster_id
  cross join lateral filtered(i.begins_at, i.ended_at, 0,
    incident_categories(i), '', '', '', '', '', coalesce(c.root_id, c.id, 0),
    '', '', 0, '') a
$$;

-- Whether an open incident tells of a conversation: then it is no news by itself.
create function incident_tells(conversation_id bigint)
returns boolean language sql stable as $$
  select exists (select from incident i cross join lateral incident_members(i) m
    where i.state <> 'resolved' and m.conversation_id = $1)
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
