-- sql/queries/edit_pin_some.sql: the texts of conversations shall stand in a group
-- $1 bigint    edit
-- $2 bigint    group to stand in
-- $3 bigint[]  conversations
-- $4 boolean   the conversations themselves, not their texts
-- returns nothing
-- One that people put somewhere by itself, or that has no text, is pinned itself.
with chosen as (
  select a.conversation_id, a.fingerprint_id,
    $4::boolean or a.fingerprint_id is null or exists (
      select from cluster_pin p where p.conversation_id = a.conversation_id)
    as alone
  from analysis a where a.conversation_id = any($3::bigint[])
)
insert into cluster_pin (edit_id, cluster_id, fingerprint_id, conversation_id)
select distinct $1::bigint, $2::bigint,
  case when not alone then fingerprint_id end,
  case when alone then conversation_id end
from chosen
