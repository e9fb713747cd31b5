-- sql/queries/group_candidates.sql: founders that share a telling term with texts
-- $1 int       round
-- $2 bigint[]  places of the texts
-- $3 bigint[]  keys, one of such a text each
-- $4 bigint[]  weights of the keys
-- $5 bigint    founders looked at for one key, the newest
-- $6 bigint    founders answered for one text, those that share most
-- returns      place, founder, its group, its sketch; by place
-- What is read is bounded by $5 and $6, whatever is stored.
with asked as (
  select * from unnest($2::bigint[], $3::bigint[], $4::bigint[])
    as a(place, key, weight)
), hit as (
  select a.place, k.fingerprint_id, sum(a.weight) as shared
  from asked a cross join lateral (
    select fingerprint_id from founder_key f
    where f.round = $1::int and f.key = a.key
    order by fingerprint_id desc limit $5::bigint
  ) k
  group by a.place, k.fingerprint_id
), ranked as (
  select place, fingerprint_id, row_number() over (partition by place
    order by shared desc, fingerprint_id) as nth
  from hit
)
select r.place, f.id, f.cluster_id, f.sketch
from ranked r join fingerprint f on f.id = r.fingerprint_id
where r.nth <= $6::bigint
order by r.place, f.id
