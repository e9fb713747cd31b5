-- sql/queries/rehearsal_incidents.sql: incidents of the time of a rehearsal, and whether it catches them
-- $1 bigint  rehearsal
-- returns    id, begins, raised (epoch), title, category, first alarm of its category while it lasted (epoch, 0: none); newest first
select i.id, extract(epoch from i.begins_at)::bigint,
  extract(epoch from i.raised_at)::bigint, i.title, i.category,
  coalesce(extract(epoch from (select min(a.raised_at)
    from detector_rehearsal_alarm a
    where a.rehearsal_id = r.id and a.category = i.category
      and a.last_at >= i.begins_at
      and a.begins_at <= coalesce(i.ended_at, now())))::bigint, 0)
from detector_rehearsal r
join incident i on i.raised_at >= r.begins_at and i.raised_at < r.ends_at
  and i.merged_into is null
where r.id = $1::bigint
order by i.raised_at desc
limit 200
