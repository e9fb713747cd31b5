-- sql/queries/webhook_state.sql: what came in, what was refused, what waits
-- returns  one row, in the order of struct webhook_state; times as epoch, 0 when none
select
  coalesce(extract(epoch from (select max(received_at)
    from webhook_event))::bigint, 0),
  d.events, d.repeats,
  (select coalesce(sum(times), 0)::bigint from webhook_refused
    where source = 'helpscout' and hour > now() - interval '24 hours'),
  coalesce(extract(epoch from (select max(hour) from webhook_refused
    where source = 'helpscout'))::bigint, 0),
  (select count(*) from webhook_event where state = 'new'),
  coalesce(extract(epoch from (select min(received_at) from webhook_event
    where state = 'new'))::bigint, 0),
  d.failed,
  coalesce((select hs_id from webhook_registration), 0),
  coalesce(extract(epoch from (select checked_at
    from webhook_registration))::bigint, 0),
  coalesce((select state from webhook_registration), '')
from (select count(*) as events, coalesce(sum(times - 1), 0)::bigint as repeats,
    count(*) filter (where state = 'failed') as failed
  from webhook_event where received_at > now() - interval '24 hours') d
