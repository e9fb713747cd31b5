-- A button that was pressed in Slack is stored before it is carried out, so that
-- none is lost: neither by a program that is killed nor while its incident is held.

alter table slack_press
  add column incident_id bigint not null default 0,
  add column action       text not null default '',
  add column name         text not null default '',
  add column user_id      text not null default '',
  add column response_url text not null default '',
  add column tried_at timestamptz,	-- when it could not be carried out last
  add column done_at  timestamptz;	-- null: it waits
update slack_press set done_at = at;
create index slack_press_waiting on slack_press (coalesce(tried_at, at))
  where done_at is null;

-- What Slack would not take is counted at each look of who watches.
create index outbox_dead on outbox (topic) where state = 'dead';

-- A re-group that an operator asks for begins as soon as other jobs do.
drop trigger tell_score on job;
create trigger tell_score after insert on job for each row
  when (new.kind in ('score', 'rules_preview', 'regroup', 'detector_rehearsal'))
  execute function tell_workers('tidemark_analysis');
