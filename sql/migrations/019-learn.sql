-- Learning from corrections: models, what each was promoted for, and what they say.

-- Each attempt to learn. version: of its model, when that was promoted; a number
-- is never given twice. bytes: the model, while it may be used again. against: the version
-- in use then, 0 for the rules alone; right_before is how many of those held back
-- would have been right with it.
create sequence learn_version as int;
create table learn_attempt (
  id             bigint generated always as identity primary key,
  at             timestamptz not null default now(),
  version        int unique,
  against        int not null,
  rules          int not null,
  examples       int not null,
  labels         int not null,
  held           int not null,
  right_before   int not null,
  right_after    int not null,
  gained         int not null,
  lost           int not null,
  took_ms        bigint not null,
  digest         text not null,
  why            text not null default '' check ((why = '') = (version is not null)),
  bytes          bytea,
  rolled_back_at timestamptz,
  rolled_back_by text
);

-- The version in use, 0 for the rules alone, and what the last run said.
create table learn_state (
  only_row boolean primary key default true check (only_row),
  version  int not null default 0,
  since    timestamptz,
  looked_at timestamptz,
  said     text not null default '',
  missing  int not null default 0	-- corrections, for the next attempt
);
insert into learn_state default values;
create trigger tell_learnt after insert or update of version on learn_state
  for each statement execute function tell_workers('tidemark_analysis');

-- What a person's label would help most with, best first.
create table learn_pick (
  place           int primary key,
  conversation_id bigint not null references conversation on delete cascade,
  guess           text not null,
  sure            real not null
);
create index learn_pick_conversation on learn_pick (conversation_id);

-- Judged while this version was in use. guess: what it said, '' for nothing
-- known; sure: how sure it was, null where it was not asked. rules_category: what
-- the rules said where it was not believed; then the engine is "learned".
alter table analysis
  add learnt_version int not null default 0,
  add guess          text not null default '',
  add sure           real,
  add rules_category text;
create index analysis_learnt on analysis (learnt_version, conversation_id);

-- The verdicts counted are those of this version too: with another one, what is usual
-- in a category is worked out anew, and its jump is no rise.
alter table detector_state add learnt int not null default 0;

-- Grouping's second stage, by vectors: it merges groups as people do, and people undo
-- it the same way. Groups that read alike but are not one have the same theme: the
-- lowest number of them. gathered: groups that were compared last, joined: those of
-- them that are in another by now.
alter table cluster_edit add by_program boolean not null default false;
-- What a person merged, split or moved, or took apart again, the program leaves.
create view cluster_held as
with touched as (
  select unnest(array[e.cluster_id, e.other_id]) as id
  from cluster_edit e
  where e.kind <> 'rename' and e.by_program = (e.undone_at is not null)
)
select c.id from cluster c join touched t on t.id in (c.id, c.root_id)
union
select c.root_id from cluster c join touched t on t.id = c.id
where c.root_id is not null;
alter table cluster add theme_id bigint;
create index cluster_theme on cluster (theme_id) where theme_id is not null;
alter table group_state
  add gathered_at timestamptz,
  add gathered    int not null default 0,
  add joined      int not null default 0;

insert into purge_rule (name, fate) values ('learn_attempt', 'emptied'),
  ('learn_pick', 'emptied'), ('learn_state', 'first');
