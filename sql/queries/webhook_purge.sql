-- sql/queries/webhook_purge.sql: forgets deliveries and refusals of long ago
-- $1 int     days ago
-- $2 bigint  how many at most
-- returns nothing
with counts as (
  delete from webhook_refused
  where hour < now() - make_interval(days => $1::int)
)
delete from webhook_event where id = any(array(
  select id from webhook_event
  where received_at < now() - make_interval(days => $1::int)
    and state <> 'new'
  order by received_at limit $2::bigint))
