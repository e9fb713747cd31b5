-- sql/queries/edit_pin.sql: what stands in a group shall stand in a group
-- $1 bigint  edit
-- $2 bigint  group as it stands
-- $3 bigint  group to stand in
-- returns nothing
-- Texts and single conversations that people put there. What the edit has pinned
-- already stays.
insert into cluster_pin (edit_id, cluster_id, fingerprint_id, conversation_id)
select $1::bigint, $3::bigint, f.id, null::bigint
from cluster c join fingerprint f on f.cluster_id = c.id
where (c.id = $2::bigint or c.root_id = $2::bigint)
  and not exists (select from cluster_pin p
    where p.edit_id = $1::bigint and p.fingerprint_id = f.id)
union all
select $1::bigint, $3::bigint, null, k.conversation_id
from (select distinct p.conversation_id from cluster_pin p
    join cluster c on c.id = p.cluster_id
    where (c.id = $2::bigint or c.root_id = $2::bigint)
      and p.conversation_id is not null) as k
join analysis a using (conversation_id)
where a.cluster_id = $2::bigint
  and not exists (select from cluster_pin p
    where p.edit_id = $1::bigint and p.conversation_id = k.conversation_id)
