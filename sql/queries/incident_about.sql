-- sql/queries/incident_about.sql: the open incident of a subject, else the newest resolved one
-- $1 text         category
-- $2 bigint       group that alone rose, 0 for none
-- returns         the columns of incident_told()
-- A resolved one cannot come back while another one of its own category is open.
select t.* from incident i cross join incident_told(i) t
where i.id = (
  select r.id from incident r
  where r.merged_into is null
    and (r.category = $1
      or $1 <> '' and $1 = any(string_to_array(r.also, ',')))
    and (r.state <> 'resolved'
      or (r.cluster_id is null or $2::bigint in (0, r.cluster_id))
        and not exists (select from incident o
          where o.category = r.category and o.state <> 'resolved'))
  order by r.state <> 'resolved' desc, r.category = $1 desc, r.ended_at desc,
    r.id desc
  limit 1)
for update of i
