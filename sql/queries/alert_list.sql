-- sql/queries/alert_list.sql: alerts as a page shows them, newest first
-- $1 bigint  ids below; 0: the newest
-- $2 bigint  at most so many
-- returns    the members of struct alert_line, in its order
select o.id, extract(epoch from o.created_at)::bigint,
  extract(epoch from o.sent_at)::bigint, extract(epoch from o.run_at)::bigint,
  o.attempts, o.key, o.kind, o.state, o.error,
  coalesce(i.title, c.subject, ''), coalesce(i.severity, a.severity)::text,
  k.about, k.about_id, c.number, i.state, o.payload::text
from outbox o
cross join lateral (
  select split_part(o.key, ':', 1) as about,
    case when split_part(o.key, ':', 2) ~ '^[0-9]{1,18}$'
      then split_part(o.key, ':', 2)::bigint end as about_id) k
left join incident i on k.about = 'incident' and i.id = k.about_id
left join conversation c on k.about = 'ticket' and c.id = k.about_id
left join analysis a on a.conversation_id = c.id
where o.topic = 'slack' and k.about <> 'press'
  and ($1::bigint = 0 or o.id < $1::bigint)
order by o.id desc limit $2::bigint
