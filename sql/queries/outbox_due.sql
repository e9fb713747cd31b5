-- sql/queries/outbox_due.sql: what is to be told in Slack now, by key, the longest waiting first.
-- Nothing waits for more than an hour: what is to was stored by a clock that was ahead
-- $1 text    channel where no rule names one
-- $2 bigint  at most so many keys
-- returns    key, channel, kind (an escalation's or a reminder's before the newest row's), payload of the newest row, ids, attempts, id of the row that has the kind
with due as (
  select o.key, min(o.run_at) as since, array_agg(o.id order by o.id) as ids,
    max(o.attempts) as attempts,
    (array_agg(o.kind order by array_position(array['escalation',
      'reminder'], o.kind), o.id desc))[1] as kind,
    (array_agg(o.id order by array_position(array['escalation',
      'reminder'], o.kind), o.id desc))[1] as kind_id,
    (array_agg(o.payload order by o.id desc))[1] as payload,
    split_part(o.key, ':', 1) as about,
    case when split_part(o.key, ':', 2) ~ '^[0-9]{1,18}$'
      then split_part(o.key, ':', 2)::bigint end as about_id
  from outbox o
  where o.topic = 'slack' and o.state = 'queued' and (o.run_at <= now()
    or o.run_at > now() + interval '1 hour')
  group by o.key
  order by min(o.run_at), min(o.id)
  limit $2::bigint
)
select d.key,
  coalesce(m.channel, nullif(d.payload ->> 'channel', ''), nullif(case d.about
    when 'incident' then (
      select r.channel from incident i
      join alert_rule r on r.category in (i.category, '')
      where i.id = d.about_id order by r.category desc limit 1)
    when 'ticket' then alert_ticket_channel(d.about_id)
    when 'digest' then (select channel from digest_rule) end, ''), $1),
  d.kind, d.payload::text, d.ids::text[], d.attempts, d.kind_id
from due d left join slack_message m on m.key = d.key
order by d.since, d.ids[1]
