-- sql/queries/lead_set.sql: a text leads its group
-- $1 bigint    text
-- $2 bigint[]  keys
-- returns nothing
with lead as (
  update fingerprint set founder = true where id = $1::bigint
)
insert into founder_key (round, key, fingerprint_id)
select r.round, k, $1::bigint
from group_state s
cross join lateral (values (s.round),
  (case when $1::bigint <= s.done_id then s.next_round end)) as r(round)
cross join unnest($2::bigint[]) as k
where r.round is not null
on conflict do nothing
