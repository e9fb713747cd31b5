-- sql/queries/live_take.sql: takes new conversations that viewers are to be told of; what nobody could be told in time goes untold
-- $1 bigint  how many at most
-- returns    conversation or 0 for one that goes untold, number, subject; oldest first
with taken as (
  delete from outbox where id in (
    select id from outbox where topic = 'live' and state = 'queued'
    order by id for update skip locked limit $1::bigint)
  returning id, substring(key from '^conv:(\d+)$')::bigint as conversation_id,
    created_at
)
select coalesce(c.id, 0), coalesce(c.number, 0), coalesce(c.subject, '')
from taken t left join conversation c on c.id = t.conversation_id
  and c.counted and t.created_at > now() - interval '10 minutes'
order by t.id
