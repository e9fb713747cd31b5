-- sql/queries/incident_event_add.sql: a line of the record of an incident
-- $1 bigint       incident
-- $2 text         what
-- $3 text         state before
-- $4 text         state after
-- $5 text         who
-- $6 timestamptz  when
-- $7 text         note
-- $8 text         facts as JSON
-- returns         id
insert into incident_event (incident_id, kind, from_state, to_state, who, at,
  note, facts)
values ($1::bigint, $2, $3, $4, $5, $6::timestamptz, $7, $8::jsonb)
returning id
