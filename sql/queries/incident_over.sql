-- sql/queries/incident_over.sql: conversations of a window that belong to incidents that are resolved
-- $1 timestamptz  from
-- $2 timestamptz  to, excluded
-- $3 bigint       mailbox, 0 for all
-- returns         severity, count
select m.severity::text, count(distinct m.conversation_id)
from incident i cross join lateral incident_members(i) m
where i.state = 'resolved' and i.merged_into is null
  and i.ended_at > $1::timestamptz and i.begins_at < $2::timestamptz
  and m.created_at >= $1 and m.created_at < $2
  and $3::bigint in (0, m.mailbox_id)
group by 1
