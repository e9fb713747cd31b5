-- First replies in office hours, rolled up like those in elapsed time.

-- The account's zone, in which office hours are meant. The option is what counts;
-- tidemark-score copies it, so that the database can fold hours by itself.
create table office_zone (
  only_row boolean primary key default true check (only_row),
  zone     text not null default 'UTC'
);
insert into office_zone default values;

-- How much of a time was open; what two days' hours both hold counts once.
create function office_seconds(f timestamptz, t timestamptz, zone text)
returns int language sql stable as $$
  select coalesce(sum(extract(epoch from closes - greatest(opens, done))), 0)::int
  from (
    select opens, closes, max(closes) over (order by opens, closes
      rows between unbounded preceding and 1 preceding) as done
    from office_open(f, t, zone)
  ) as o
  where done is null or closes > done
$$;

-- The open seconds up to each first reply, by the hour in which its conversation
-- was created: what the bins of dimension reply_open in rollup_hour count, and
-- replaced whole with them. Beside analysis rather than in it: a change of the
-- office hours rewrites these narrow rows, and touches no verdict.
create table reply_open (
  hour       timestamptz not null,
  mailbox_id bigint not null,
  seconds    int not null
);
create index reply_open_hour on reply_open (hour);
create index reply_open_bin on reply_open (reply_bin(seconds), hour)
  include (seconds, mailbox_id);

-- Marks made because the office hours changed: until they are counted, nothing is
-- said of replies in office hours.
alter table rollup_dirty add column office boolean not null default false;
create index rollup_dirty_office on rollup_dirty (id) where office;

-- Hours that somebody set before there was this table.
insert into rollup_dirty (hour, office)
select distinct hour, true from rollup_hour
where dimension = 'reply' and mailbox_id = 0
  and exists (select from office_hours);
