-- Purging: what goes and what stays, for every table of the schema.

-- Whoever serves a mailbox says whether it is made up (upstream/helpscout.h); its
-- conversations are the demo's.
alter table mailbox add column demo boolean not null default false;

-- A table that is not here cannot be purged around: purge_all() refuses to begin.
create table purge_rule (
  name text primary key,
  -- emptied: all of it goes; first: one row, as it was at first; picked: some
  -- rows go, or what they name, purge_all() says which
  fate text not null check (fate in ('kept', 'emptied', 'first', 'picked')),
  -- what is kept, as people see it
  what text not null default '' check ((what <> '') = (fate = 'kept'))
);
insert into purge_rule (name, fate, what) values
  ('schema_migration', 'kept', 'the version of the schema'),
  ('purge_rule', 'kept', 'the version of the schema'),
  ('data_version', 'kept', 'the version of the schema'),
  ('live_told', 'kept', 'the version of the schema'),
  ('app_user', 'kept', 'users, sessions and API tokens'),
  ('session', 'kept', 'users, sessions and API tokens'),
  ('login_link', 'kept', 'users, sessions and API tokens'),
  ('api_token', 'kept', 'users, sessions and API tokens'),
  ('audit', 'kept', 'the audit'),
  ('hs_connection', 'kept', 'the connections to Help Scout and Slack'),
  ('oauth_state', 'kept', 'the connections to Help Scout and Slack'),
  ('upstream_token', 'kept', 'the connections to Help Scout and Slack'),
  ('webhook_registration', 'kept', 'the connections to Help Scout and Slack'),
  ('webhook_refused', 'kept', 'the connections to Help Scout and Slack'),
  ('slack_state', 'kept', 'the connections to Help Scout and Slack'),
  ('slack_user', 'kept', 'the connections to Help Scout and Slack'),
  ('ruleset', 'kept', 'rules and drafts of them'),
  ('rules_draft', 'kept', 'rules and drafts of them'),
  ('rubric', 'kept', 'rubrics'),
  ('rubric_dimension', 'kept', 'rubrics'),
  ('qa_setting', 'kept', 'settings'),
  ('detector_rule', 'kept', 'settings'),
  ('alert_rule', 'kept', 'settings'),
  ('ticket_alert', 'kept', 'settings'),
  ('digest_rule', 'kept', 'settings'),
  ('quiet_hours', 'kept', 'settings'),
  ('office_hours', 'kept', 'settings'),
  ('office_zone', 'kept', 'settings'),
  ('release', 'kept', 'release marks and saved views'),
  ('saved_view', 'kept', 'release marks and saved views'),
  ('model_usage', 'kept', 'what models have cost'),
  ('qa_model', 'kept', 'what models have cost');
insert into purge_rule (name, fate)
select name, 'emptied' from unnest(array['mailbox', 'agent', 'customer',
  'conversation', 'message', 'cluster', 'analysis', 'analysis_due',
  'rollup_dirty', 'customer_dirty', 'rollup_hour', 'sync_cursor', 'crawl_seen',
  'feedback', 'rules_trial', 'rules_trial_verdict', 'search_doc', 'search_word',
  'cluster_edit', 'fingerprint', 'cluster_pin', 'founder_key', 'word_count',
  'keyword', 'insight_seen', 'reply_open', 'webhook_event', 'detector_state',
  'detector_series', 'detector_rehearsal', 'detector_rehearsal_alarm',
  'incident', 'incident_event', 'slack_message', 'slack_press',
  'rubric_rescore', 'qa_due', 'qa_score', 'qa_mark', 'qa_current', 'qa_dirty',
  'qa_rollup_day', 'qa_ask', 'qa_cycle', 'qa_session', 'qa_session_member',
  'qa_session_message', 'qa_seen', 'qa_review', 'qa_review_mark', 'qa_assignment',
  'qa_dispute', 'qa_coaching', 'qa_retest', 'qa_retest_reply']) as t(name);
insert into purge_rule (name, fate) values ('search_state', 'first'),
  ('group_state', 'first'), ('job', 'picked'), ('outbox', 'picked'),
  ('model_call', 'picked');

-- Tables that nobody has decided about.
create function purge_undecided() returns setof text
language sql stable as $$
  select c.relname::text from pg_class c
  where c.relkind in ('r', 'p')
    and c.relnamespace = current_schema()::text::regnamespace
    and not exists (select from purge_rule r where r.name = c.relname)
  order by 1
$$;

-- The tables that a purge changes.
create function purge_tables() returns setof text language sql stable as $$
  select quote_ident(name) from purge_rule where fate <> 'kept' order by name
$$;

-- Whether somebody has been at one of these tables for a second and more.
create function purge_held() returns boolean language sql volatile as $$
  select pg_stat_clear_snapshot();
  select exists (select from pg_locks l join pg_stat_activity a using (pid)
    where l.granted and l.pid <> pg_backend_pid()
      and l.relation in (select t::regclass from purge_tables() t)
      and a.xact_start < clock_timestamp() - interval '1 second')
$$;

-- All of these tables for nobody else, or none. Whoever reads then waits behind this
-- one, which waits for others: so many milliseconds for all of them together, less than
-- the second after which a server looks for a deadlock. Every request begins by
-- asking who it is from: there new ones are stopped, before they hold what those
-- that are under way still need.
create function purge_lock(patience int) returns boolean language plpgsql as $$
declare
  ends timestamptz := clock_timestamp() + patience * interval '1 ms';
  one text;
begin
  for one in select unnest(array['session', 'api_token'])
      union all select purge_tables() loop
    perform set_config('lock_timeout', greatest(1, ceil(1000 *
      extract(epoch from ends - clock_timestamp())))::text, true);
    execute 'lock table ' || one || ' in access exclusive mode';
  end loop;
  return true;
exception when lock_not_available then
  return false;
end
$$;

-- What models were asked is kept with its cost, without what tells of these
-- conversations; null: of all.
create function purge_calls(ids bigint[]) returns void language sql as $$
  update model_call set conversation_id = null, message_id = null,
    error = case when error is not null
      then 'what it was about is gone, and why it was in vain with it' end
  where conversation_id is not null
    and (ids is null or conversation_id = any(ids))
$$;

-- Everything but what is kept goes, and the job that does it; it answers how many
-- rows of each table there were just before, while nothing is imported; null when
-- others were at the tables for so many seconds. Pages are read meanwhile: they
-- wait while the tables are locked and emptied, not while their rows are counted or
-- somebody reads for long. A digest says nothing until it is sent: it stays, so
-- that it is not sent twice.
create function purge_all(spare bigint, patience int default 10) returns jsonb
language plpgsql set lock_timeout = '3s' as $$
declare
  undecided text;
  one text;
  n bigint;
  told jsonb := '{}';
  ends timestamptz;
begin
  select string_agg(t, ', ') into undecided from purge_undecided() t;
  if undecided is not null then
    raise exception 'purge_rule does not say what becomes of %', undecided;
  end if;
  begin
    -- a vacuum, which readers do not mind, would never let go by itself
    execute (select 'lock table ' || string_agg(t, ', ')
      || ' in share update exclusive mode' from purge_tables() t);
  exception when lock_not_available or deadlock_detected then
    return null;
  end;
  for one in select name from purge_rule where fate = 'emptied' loop
    execute format('select count(*) from %I', one) into n;
    if n > 0 then
      told := told || jsonb_build_object(one, n);
    end if;
  end loop;
  ends := clock_timestamp() + patience * interval '1 second';
  while purge_held() or not purge_lock(800) loop
    if clock_timestamp() > ends then
      return null;
    end if;
    perform pg_sleep(0.2 + random() / 5);
  end loop;
  begin
    -- long enough for a vacuum of what is stored out of line to be sent away
    set local lock_timeout = '1500ms';
    execute (select 'truncate ' || string_agg(quote_ident(name), ', ')
      from purge_rule where fate = 'emptied');
  exception when lock_not_available then
    return null;
  end;
  for one in select name from purge_rule where fate = 'first' loop
    execute format('delete from %I', one);
    execute format('insert into %I default values', one);
  end loop;
  delete from job where id <> spare;
  delete from outbox where kind <> 'digest';
  perform purge_calls(null);
  return told;
end
$$;

-- The part of a key such as incident:7/event:12 that says what it is about, when it
-- is of that kind.
create function key_id(key text, kind text) returns text
language sql immutable as $$
  select case when split_part(key, ':', 1) = kind
    then split_part(split_part(key, '/', 1), ':', 2) end
$$;

-- Incidents that counted any of these conversations, and those that were merged
-- into them: what they say cannot be told apart.
create function purge_incidents(ids bigint[]) returns void
language plpgsql as $$
declare
  gone bigint[];
begin
  with recursive dead as (
    select i.id from incident i
    where exists (select from incident_members(i) m
      where m.conversation_id = any(ids))
    union
    select i.id from incident i join dead d on i.merged_into = d.id
  )
  select array_agg(id) into gone from dead;
  if gone is null then
    return;
  end if;
  insert into qa_dirty (day)
  select distinct (q.replied_at at time zone 'UTC')::date
  from qa_current q where q.in_incident;
  delete from slack_message where key_id(key, 'incident') = any(gone::text[]);
  delete from outbox where key_id(key, 'incident') = any(gone::text[]);
  delete from slack_press where incident_id = any(gone);
  delete from incident_event where incident_id = any(gone);
  delete from incident where id = any(gone);
end
$$;

-- The next conversations of demo mailboxes, with all that tells of them; hours and
-- days that they stood in are counted anew: until then the old counts stand, since
-- without them others than the demo's would seem to have gone. last: the last of them, null when none
-- was left; told: how many rows of what people know.
create function purge_demo_step(after bigint, most int, out last bigint,
  out told jsonb) language plpgsql as $$
declare
  ids bigint[];
begin
  select array_agg(id order by id) into ids from (
    select id from conversation
    where id > after and mailbox_id in (select id from mailbox where demo)
    order by id limit most) c;
  if ids is null then
    return;
  end if;
  last := ids[cardinality(ids)];
  told := jsonb_build_object('conversation', cardinality(ids),
    'message', (select count(*) from message where conversation_id = any(ids)),
    'qa_score', (select count(*) from qa_score s join message m
      on m.id = s.message_id where m.conversation_id = any(ids)),
    'qa_review', (select count(*) from qa_review r join message m
      on m.id = r.message_id where m.conversation_id = any(ids)),
    'feedback', (select count(*) from feedback
      where conversation_id = any(ids)));
  perform purge_incidents(ids);
  -- days are marked by what goes
  insert into rollup_dirty (hour)
  select distinct date_trunc('hour', created_at, 'UTC')
  from conversation where id = any(ids);
  perform purge_calls(ids);
  delete from analysis_due where conversation_id = any(ids);
  delete from qa_due where conversation_id = any(ids);
  delete from webhook_event where conversation_id = any(ids);
  delete from rules_trial where id in (select trial_id
    from rules_trial_verdict where conversation_id = any(ids));
  delete from cluster_pin where conversation_id = any(ids);
  delete from job where kind = 'conversation'
    and payload ->> 'id' = any(ids::text[]);
  delete from outbox where key_id(key, 'conv') = any(ids::text[])
    or key_id(key, 'ticket') = any(ids::text[]);
  delete from slack_message where key_id(key, 'ticket') = any(ids::text[]);
  delete from conversation where id = any(ids);
end
$$;

-- Texts and groups of no conversation any more. Where a text founded a group that
-- stands, the group takes its name from what is left; a re-group finds founders.
-- Whole tables are gone through, which the settings of batch programs forbid.
create function purge_groups() returns void language plpgsql
set enable_seqscan = on set enable_hashjoin = on set enable_mergejoin = on as $$
declare
  gone bigint[];
  nameless bigint[];
  groups bigint[];
begin
  perform pg_advisory_xact_lock(7313530003);	-- as group_lock.sql
  select array_agg(f.id), array_agg(f.cluster_id) || array_agg(f.auto_id)
  into gone, nameless from fingerprint f
  where not exists (select from analysis a where a.fingerprint_id = f.id);
  delete from cluster_pin where fingerprint_id in (select unnest(gone));
  delete from founder_key where fingerprint_id in (select unnest(gone));
  delete from fingerprint where id in (select unnest(gone));
  with standing as (
    select coalesce(k.root_id, k.id) as id from cluster k where k.id in (
      select cluster_id from fingerprint union select auto_id from fingerprint
      union select cluster_id from analysis union select cluster_id from incident
      union select cluster_id from cluster_pin)
  )
  select array_agg(c.id) into groups from cluster c
  where coalesce(c.root_id, c.id) not in (select id from standing);
  -- what people did stands where either side does
  update cluster_edit set cluster_id = null, title = '', title_before = ''
  where cluster_id in (select unnest(groups));
  update cluster_edit set other_id = null, title = '', title_before = ''
  where other_id in (select unnest(groups));
  update cluster_edit e set conversation_id = null
  where not exists (select from conversation c where c.id = e.conversation_id);
  delete from cluster_edit e where cluster_id is null and other_id is null
    and not exists (select from cluster_pin p where p.edit_id = e.id);
  delete from cluster where id in (select unnest(groups));
  update cluster c set title = coalesce((select a.one_liner from analysis a
    where a.cluster_id = coalesce(c.root_id, c.id)
    order by a.created_at limit 1), '')
  where c.id in (select unnest(nameless)) and not exists (select from cluster_edit e
    where e.cluster_id = c.id and e.kind = 'rename' and e.undone_at is null);
  update group_state set next_round = round + 1, done_id = 0, moved = 0
  where gone is not null;
end
$$;

-- When no conversation of the demo is left: what was made of all conversations
-- together, and people and mailboxes that nothing names any more. The import
-- begins anew, since it was the demo's that was complete.
create function purge_demo_end() returns void language plpgsql
set enable_seqscan = on set enable_hashjoin = on set enable_mergejoin = on as $$
begin
  perform purge_groups();
  delete from rollup_hour where mailbox_id in (
    select id from mailbox where demo);
  delete from qa_rollup_day where mailbox_id in (
    select id from mailbox where demo);
  delete from release where mailbox_id in (select id from mailbox where demo);
  delete from qa_cycle where mailboxes <> '{}' and mailboxes <@ (
    select array_agg(id) from mailbox where demo);
  delete from mailbox where demo;
  delete from customer p where not exists (select from conversation c
      where c.customer_id = p.id)
    and not exists (select from message m where m.author_kind = 'customer'
      and m.author_id = p.id);
  delete from agent g where not exists (select from conversation c
      where c.assignee_id = g.id)
    and not exists (select from message m where m.author_kind = 'user'
      and m.author_id = g.id);
  delete from qa_coaching where agent_id not in (select id from agent);
  delete from qa_session s where not exists (select from qa_session_message m
    where m.session_id = s.id);
  delete from search_word;
  delete from search_state;
  insert into search_state default values;
  delete from detector_state;
  delete from detector_series;
  delete from detector_rehearsal;
  delete from insight_seen;
  delete from crawl_seen;
  delete from sync_cursor;
end
$$;
