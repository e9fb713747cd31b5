-- sql/queries/incident_count.sql: how many incidents there are by state and severity
-- returns         state, severity, count
select state, severity::text, count(*) from incident
where merged_into is null group by 1, 2
