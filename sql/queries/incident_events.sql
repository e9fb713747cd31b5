-- sql/queries/incident_events.sql: the record of an incident, newest first
-- $1 bigint       incident
-- $2 bigint       rows at most
-- returns         id, what, state before, state after, who, when (epoch), note, title, muted until (epoch), fixed in, other incident, reports, customers, owner
select id, kind, from_state, to_state, who, extract(epoch from at)::bigint,
  note, coalesce(facts->>'title', ''), (facts->>'until')::bigint,
  coalesce(facts->>'fixed_in', ''), (facts->>'other')::bigint,
  (facts->>'conversations')::bigint, (facts->>'customers')::bigint,
  coalesce(facts->>'owner', '')
from incident_event
where incident_id = $1::bigint
order by id desc limit $2::bigint
