-- sql/queries/incident_about.sql: the open incident of a subject, else the newest resolved one
-- $1 text         category
-- $2 bigint       group that alone rose, 0 for none
-- returns         the columns of incident_told()
select t.* from incident i cross join incident_told(i) t
where i.id = (
  select id from incident
  where merged_into is null
    and (category = $1 or $1 <> '' and $1 = any(string_to_array(also, ',')))
    and (state <> 'resolved' or cluster_id is null
      or $2::bigint in (0, cluster_id))
  order by state <> 'resolved' desc, category = $1 desc, ended_at desc, id desc
  limit 1)
for update of i
