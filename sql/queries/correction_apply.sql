-- sql/queries/correction_apply.sql: lets what people said win over what the engine said
-- $1 bigint[]  conversations
-- returns      the hours that must be counted again, as epoch; newest first
-- A field that nobody corrects (any more) has the engine's word. A corrected
-- category takes the place of the one the engine counted under. A mark holds
-- until the customer writes again.
with said as (
  select i.id,
    max(c.value) filter (where c.field = 'category') as category,
    max(c.value) filter (where c.field = 'severity')::severity as severity,
    max(c.value) filter (where c.field = 'intent') as intent,
    max(c.at) filter (where c.field = 'seen') as seen_at,
    max(c.at) filter (where c.field = 'dismissed') as dismissed_at,
    max(c.at) filter (where c.field = 'done') as done_at,
    coalesce(array_agg(c.field order by c.field) filter (where c.field in
      ('category', 'severity', 'intent')), '{}') as fields
  from unnest($1::bigint[]) as i(id)
  left join correction c on c.conversation_id = i.id
    and c.conversation_id = any($1::bigint[])
  group by i.id
), timed as (
  select s.*, case when coalesce(seen_at, dismissed_at, done_at) is not null
    then (select max(m.created_at) from message m
      where m.conversation_id = s.id and (m.kind = 'customer'
	or (m.kind in ('chat', 'phone') and m.author_kind = 'customer')))
    end as wrote_at
  from said s
), changed as (
  update analysis a set
    main_category = coalesce(s.category, a.ruled_main_category,
      a.main_category),
    categories = case
      when s.category is null then coalesce(a.ruled_categories, a.categories)
      when s.category = 'other' then '{}'
      else s.category || array_remove(array_remove(
	coalesce(a.ruled_categories, a.categories),
	coalesce(a.ruled_main_category, a.main_category)), s.category)
      end,
    severity = coalesce(s.severity, a.ruled_severity, a.severity),
    intent = coalesce(s.intent, a.ruled_intent, a.intent),
    ruled_main_category = case when s.category is not null
      then coalesce(a.ruled_main_category, a.main_category) end,
    ruled_categories = case when s.category is not null
      then coalesce(a.ruled_categories, a.categories) end,
    ruled_severity = case when s.severity is not null
      then coalesce(a.ruled_severity, a.severity) end,
    ruled_intent = case when s.intent is not null
      then coalesce(a.ruled_intent, a.intent) end,
    corrected = s.fields,
    seen_at = case when s.wrote_at > s.seen_at then null
      else s.seen_at end,
    dismissed_at = case when s.wrote_at > s.dismissed_at then null
      else s.dismissed_at end,
    done_at = case when s.wrote_at > s.done_at then null
      else s.done_at end
  from timed s
  where a.conversation_id = s.id
    and (s.fields <> '{}' or a.corrected <> '{}'
      or coalesce(s.seen_at, s.dismissed_at, s.done_at) is not null
      or coalesce(a.seen_at, a.dismissed_at, a.done_at) is not null)
  returning a.created_at
), marked as (
  insert into rollup_dirty (hour)
  select distinct date_trunc('hour', created_at) from changed
)
select distinct extract(epoch from date_trunc('hour', created_at))::bigint
from changed
order by 1 desc
