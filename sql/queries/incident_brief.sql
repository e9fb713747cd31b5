-- sql/queries/incident_brief.sql: open incidents without their counts, most severe first, then longest open
-- returns         the columns of incident_told()
select t.* from incident i cross join incident_told(i) t
where i.state <> 'resolved'
order by i.severity desc, i.raised_at, i.id
