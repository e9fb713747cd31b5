-- Jobs that people end and ask for again, and what viewers are told of at once.

-- The job that was queued in place of one that ended, and who cancelled one.
alter table job add column again_as bigint references job on delete set null;
alter table job add column cancelled_by text not null default '';
create index job_again on job (again_as) where again_as is not null;
create index job_failed on job (id) where state = 'failed';

-- tidemark-score listens for conversations; of jobs these are its own.
create trigger tell_score after insert on job for each row
  when (new.kind in ('score', 'rules_preview'))
  execute function tell_workers('tidemark_analysis');

-- tidemark-live tells viewers that pages would show something else by now.
create trigger tell_viewers after update on data_version
  for each statement execute function tell_workers('tidemark_outbox');
create trigger tell_viewers after insert or update or delete on job
  for each statement execute function tell_workers('tidemark_outbox');

-- What viewers were told last, whichever program it was.
create table live_told (
  only_row boolean primary key default true check (only_row),
  version  bigint not null default 0,
  jobs     text not null default ''
);
insert into live_told default values;
