-- sql/queries/edit_fold.sql: groups made by undone splits go back where they came from
-- returns  group that went, group that it went into
-- Only those that no edit names which still counts. One that would go into
-- another that goes has to wait for the next time: until no row is answered.
with undone as (
  select distinct on (c.id) c.id, coalesce(s.root_id, s.id) as into_id
  from cluster_edit e
  join cluster c on c.id = e.other_id and c.root_id is null
  join cluster s on s.id = e.cluster_id
  where e.kind = 'split' and e.undone_at is not null
    and coalesce(s.root_id, s.id) <> c.id
    and not exists (select from cluster_edit o where o.undone_at is null
      and o.kind <> 'rename' and c.id in (o.cluster_id, o.other_id))
  order by c.id
), next as (
  select * from undone where into_id not in (select id from undone)
), folded as (
  update cluster c set root_id = u.into_id,
    merged_into = case when c.id = u.id then u.into_id else c.merged_into end
  from next u where c.id = u.id or c.root_id = u.id
)
select id, into_id from next
