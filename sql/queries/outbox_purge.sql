-- sql/queries/outbox_purge.sql: forgets alerts of long ago, the messages that were not of incidents, and what no tidemark-live came for; not alerts of incidents that are open, since reminders are said once
-- $1 int     days ago
-- $2 bigint  how many at most
-- returns nothing
with messages as (
  delete from slack_message
  where key not like 'incident:%' and state <> 'sending'
    and tried_at < now() - make_interval(days => $1::int)
)
delete from outbox where id = any(array(
  select o.id from outbox o
  where (o.state <> 'queued' or o.topic = 'live')
    and o.created_at < now() - make_interval(days => $1::int)
    and not exists (select from incident i where i.state <> 'resolved'
      and o.key = 'incident:' || i.id)
  order by o.id limit $2::bigint))
