-- sql/queries/gather_groups.sql: groups that may be joined by what their texts mean
-- $1 bigint  how many at most, those with the newest conversations
-- $2 bigint  conversations of each at most
-- $3 bigint  days that are looked at
-- returns    group as its texts made it, group that it is in, conversation; those of a group together
-- Those of the same words are one already. What a person merged, split or moved, or took
-- apart again, stays as it is.
with found as (
  select f.cluster_id as own, a.cluster_id as root,
    max(a.created_at) as last_at,
    (array_agg(a.conversation_id order by a.created_at desc,
      a.conversation_id))[1:$2::bigint] as ids
  from analysis a
  join fingerprint f on f.id = a.fingerprint_id
  join cluster c on c.id = f.cluster_id
  where a.counted and a.cluster_id = coalesce(c.root_id, c.id)
    and a.created_at >= now() - $3::bigint * interval '1 day'
  group by f.cluster_id, a.cluster_id
), chosen as (
  select * from found
  where own not in (select id from cluster_held)
    and root not in (select id from cluster_held)
  order by last_at desc, own
  limit $1::bigint
)
select s.own, s.root, i
from chosen s cross join lateral unnest(s.ids) as i
order by s.own
