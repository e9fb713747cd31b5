-- sql/queries/trial_find.sql: how a trial stands
-- $1 bigint   id
-- $2 boolean  lock it until the transaction ends
-- returns     id, who, based on, wanted, judged, ruled, rules over the limit, made, done (epoch, 0), document, document of the version it is compared with, last conversation's time as text, its id, state of its job ('': gone, done, or locked)
with found as (
  select * from rules_trial where id = $1::bigint and not $2::boolean
), locked as (
  select * from rules_trial where id = $1::bigint and $2::boolean for update
)
select t.id, t.who, t.based_on, t.wanted, t.judged, t.ruled, t.over_limit,
  extract(epoch from t.created_at)::bigint,
  coalesce(extract(epoch from t.done_at)::bigint, 0), t.document,
  coalesce(r.document, ''), coalesce(t.at::text, 'infinity'),
  coalesce(t.at_id, 0), coalesce(case
    when t.done_at is null and not $2::boolean then (
      select j.state from job j where j.kind = 'rules_preview'
        and j.payload @> jsonb_build_object('trial', t.id)
      order by j.id desc limit 1) end, '')
from (select * from found union all select * from locked) t
left join ruleset r on r.version = t.based_on
