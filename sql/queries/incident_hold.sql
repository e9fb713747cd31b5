-- sql/queries/incident_hold.sql: one incident, locked
-- $1 bigint       incident
-- returns         the columns of incident_told()
select t.* from incident i cross join incident_told(i) t
where i.id = $1::bigint for update of i
