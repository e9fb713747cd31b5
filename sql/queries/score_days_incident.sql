-- sql/queries/score_days_incident.sql: which replies of days are of conversations in incidents
-- $1 timestamptz[]  days, their start in UTC
-- returns           nothing
with reply as (
  select q.message_id, q.conversation_id, q.in_incident
  from unnest($1::timestamptz[]) as d(day)
  join qa_current q on q.counted and q.replied_at >= d.day
    and q.replied_at < d.day + interval '1 day'
), hit as (
  select distinct r.message_id
  from reply r
  join analysis a using (conversation_id)
  join incident i on i.merged_into is null and i.begins_at <= a.created_at
    and coalesce(i.ended_at, 'infinity') >= a.created_at
  cross join lateral (select from incident_members(i) m
    where m.conversation_id = a.conversation_id) as its
)
update qa_current q set in_incident = not q.in_incident
-- an array: of few rows for the planner, as most are what they were
where q.message_id = any(array(select r.message_id from reply r
    where r.in_incident <> (r.message_id in (select message_id from hit))))
  and q.in_incident <> (q.message_id in (select message_id from hit))
