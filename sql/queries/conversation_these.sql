-- sql/queries/conversation_these.sql: the rows of a list by their ids
-- $1 bigint[]  conversations
-- returns      the columns of struct conversation, in its order; rows in the
--              order of the ids
select a.conversation_id, a.number, c.subject, a.one_liner,
  extract(epoch from a.created_at)::bigint,
  extract(epoch from a.modified_at)::bigint, a.mailbox_id,
  coalesce(m.name, ''), coalesce(a.customer_id, 0),
  coalesce(nullif(trim(concat_ws(' ', p.first_name, p.last_name)), ''), p.email, ''),
  a.status, a.severity, a.score, a.main_category, a.categories, a.intent,
  a.platform, a.app_version, a.device, coalesce(a.level, 0),
  coalesce(a.cluster_id, 0),
  coalesce(extract(epoch from a.waiting_since)::bigint, 0),
  coalesce(a.first_reply_seconds, -1), c.tags, a.is_empty, a.is_unreadable,
  a.is_delete_request, a.engine, c.reply_count, c.customer_count
from unnest($1::bigint[]) with ordinality as g(id, place)
join analysis a on a.conversation_id = g.id
join conversation c on c.id = g.id
left join mailbox m on m.id = a.mailbox_id
left join customer p on p.id = a.customer_id
order by g.place
