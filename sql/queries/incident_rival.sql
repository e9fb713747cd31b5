-- sql/queries/incident_rival.sql: an open incident that shares a category with another one
-- $1 bigint       the other one
-- returns         id; no row when there is none
-- The total has no categories: it is shared by being the same.
select o.id from incident i
join incident o on o.id <> i.id and o.state <> 'resolved'
  and (o.category = i.category
    or string_to_array(incident_categories(i), ',')
      && string_to_array(incident_categories(o), ','))
where i.id = $1::bigint
order by o.id limit 1
