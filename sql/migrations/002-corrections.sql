-- What people say about a conversation wins over what an engine says.

-- Only ever appended to and marked as undone. field: category severity intent
-- are corrections, seen dismissed done are marks of the team ('yes'), note is a
-- remark. What one person did at once shares a batch.
create sequence feedback_batch;
create table feedback (
  id              bigint generated always as identity primary key,
  batch           bigint not null,
  conversation_id bigint not null references conversation on delete cascade,
  number          bigint not null,
  field           text not null check (field in ('category', 'severity',
    'intent', 'seen', 'dismissed', 'done', 'note')),
  was             text not null default '',
  became          text not null default '',
  notes           text not null default '',
  who             text not null,
  at              timestamptz not null default now(),
  undone_at       timestamptz,
  undone_by       text
);
create index feedback_standing on feedback (conversation_id, field, id)
  where undone_at is null;
create index feedback_conversation on feedback (conversation_id, id);
create index feedback_same_batch on feedback (batch);

-- What is in force: of each field the newest word that nobody took back. A view,
-- so that it cannot differ from the record it follows from.
create view correction as
select distinct on (conversation_id, field) conversation_id, field,
  id as feedback_id, batch, became as value, notes, who, at
from feedback
where undone_at is null and field <> 'note'
order by conversation_id, field, id desc;

-- analysis keeps what is in force where every list and chart reads it. Beside it
-- stands what the engine said, where a person corrected it; null elsewhere. The
-- marks hold the time at which they were made, until the customer writes again.
alter table analysis
  add ruled_main_category text,
  add ruled_categories    text[],
  add ruled_intent        text,
  add ruled_severity      severity,
  add corrected           text[] not null default '{}',
  add seen_at             timestamptz,
  add dismissed_at        timestamptz,
  add done_at             timestamptz;

create index analysis_marked on analysis (created_at) where counted and
  (done_at is not null or dismissed_at is not null or corrected <> '{}');

create index analysis_urgent on analysis (created_at)
  include (conversation_id, mailbox_id, severity, waiting_since, done_at,
    dismissed_at)
  where counted and severity >= 'high';

-- The one meaning of the filters: list, count, facets, CSV and JSON read through
-- it, so they cannot disagree. Written so that the planner can inline it and
-- still use the indexes on time. '' and 0 do not filter; 'unknown' asks for
-- conversations that name no platform or version; 'urgent' is high or critical.
-- A category may name several, separated by commas: "the rest" of a chart is
-- such a list.
-- The flag 'open' is neither done nor dismissed; 'needs_person': a customer waits
-- and nobody marked the conversation.
create function filtered(
  f_from timestamptz, f_to timestamptz, f_mailbox bigint, f_category text,
  f_mention text, f_severity text, f_platform text, f_version text,
  f_intent text, f_cluster bigint, f_status text, f_flag text,
  f_customer bigint, f_words text)
returns setof analysis language sql stable as $$
  select * from analysis
  where counted
    and created_at >= coalesce(f_from, '-infinity')
    and created_at < coalesce(f_to, 'infinity')
    and (f_mailbox = 0 or mailbox_id = f_mailbox)
    and (f_category = '' or main_category = any(string_to_array(f_category, ',')))
    and (f_mention = '' or f_mention = any(categories))
    and severity >= case f_severity when '' then 'low' when 'urgent'
      then 'high' else f_severity end::severity
    and severity <= case f_severity when '' then 'critical' when 'urgent'
      then 'critical' else f_severity end::severity
    and (f_platform = '' or platform = case f_platform when 'unknown'
      then '' else f_platform end)
    and (f_version = '' or app_version = case f_version when 'unknown'
      then '' else f_version end)
    and (f_intent = '' or intent = f_intent)
    and (f_cluster = 0 or cluster_id = f_cluster)
    and (f_status = '' or status = f_status)
    and (f_customer = 0 or customer_id = f_customer)
    and (f_words = '' or conversation_id in (select id from conversation
      where to_tsvector('simple', subject) @@ subject_query(f_words)))
    and case f_flag when '' then true
      when 'waiting' then waiting_since is not null
      when 'unreplied' then first_reply_seconds is null
      when 'replied' then first_reply_seconds is not null
      when 'empty' then is_empty
      when 'unreadable' then is_unreadable
      when 'delete_request' then is_delete_request
      when 'done' then done_at is not null
      when 'dismissed' then dismissed_at is not null
      when 'open' then done_at is null and dismissed_at is null
      when 'corrected' then corrected <> '{}'
      when 'needs_person' then waiting_since is not null
        and done_at is null and dismissed_at is null
      else false end
$$;
