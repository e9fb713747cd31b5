-- sql/queries/correction_add.sql: notes what a person said about conversations
-- $1 bigint[]  conversations
-- $2 text[]    fields
-- $3 text[]    the value of each field
-- $4 text      why, '' for no reason given
-- $5 text      who
-- returns      the batch
with made as materialized (
  select nextval('feedback_batch') as batch
), added as (
  insert into feedback (batch, conversation_id, number, field, was, became,
    notes, who)
  select made.batch, c.id, c.number, said.field,
    coalesce(case said.field
      when 'category' then a.main_category
      when 'severity' then a.severity::text
      when 'intent' then a.intent
      when 'seen' then case when a.seen_at is not null then 'yes' end
      when 'dismissed' then case when a.dismissed_at is not null then 'yes' end
      when 'done' then case when a.done_at is not null then 'yes' end
      end, ''), said.value, $4, $5
  from made
  cross join unnest($2::text[], $3::text[]) with ordinality
    as said(field, value, place)
  cross join conversation c
  left join analysis a on a.conversation_id = c.id
  where c.id = any($1::bigint[])
  order by c.id, said.place
)
select batch from made
