-- What people add to charts: releases, office hours, saved views, their zone.

-- The zone in which a person reads times; '' is the account's.
alter table app_user add column zone text not null default '';

-- A mark on the time axis: "3.2 out".
create table release (
  id         bigint generated always as identity primary key,
  label      text not null check (label <> ''),
  at         timestamptz not null,
  platform   text not null default '',
  mailbox_id bigint not null default 0, -- 0: all of them
  created_by text not null,
  created_at timestamptz not null default now()
);
create index release_at on release (at);

-- When somebody is there to answer, in the account's zone. A weekday without a
-- row is closed; hours that end no later than they begin end on the next day.
create table office_hours (
  weekday int primary key check (weekday between 1 and 7), -- 1 is Monday
  opens   time not null,
  closes  time not null
);

-- The open spans between two times, each cut to them, in order. They overlap
-- where one day's hours reach past midnight into the next day's.
create function office_open(f timestamptz, t timestamptz, zone text)
returns table (opens timestamptz, closes timestamptz)
language sql stable as $$
  select greatest(o.opens, f), least(o.closes, t)
  from (
    select (d::date + h.opens) at time zone zone,
      (d::date + h.closes + case when h.closes > h.opens then interval '0'
        else interval '1 day' end) at time zone zone
    from generate_series((f at time zone zone)::date - interval '1 day',
      (t at time zone zone)::date, interval '1 day') as days(d)
    join office_hours h on h.weekday = extract(isodow from d)
  ) as o(opens, closes)
  where f < t and o.closes > f and o.opens < t and o.closes > o.opens
  order by 1, 2
$$;

-- A list or chart under a name. owner_id is who may change it; shared ones are
-- everybody's to open.
create table saved_view (
  id         bigint generated always as identity primary key,
  owner_id   bigint not null references app_user on delete cascade,
  name       text not null check (name <> ''),
  path       text not null check (path like '/%'),
  shared     boolean not null default false,
  created_at timestamptz not null default now(),
  unique (owner_id, name)
);
create index saved_view_shared on saved_view (name) where shared;
