-- sql/queries/conversation_urgent.sql: who with a high or critical problem waits for a reply
-- $1 bigint       mailbox, 0 for all
-- $2 bigint       how many at most
-- $3 timestamptz  created from
-- $4 timestamptz  created before
-- returns         the columns of struct conversation, in its order, then how many there are in all
with urgent as (
  select conversation_id, count(*) over () as all_of_them from analysis
  where counted and waiting_since is not null and severity >= 'high'
    and ($1::bigint = 0 or mailbox_id = $1::bigint)
    and created_at >= $3::timestamptz and created_at < $4::timestamptz
  order by severity desc, created_at desc, conversation_id desc
  limit $2::bigint
)
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
  a.is_delete_request, a.engine, c.reply_count, c.customer_count,
  u.all_of_them
from urgent u
join analysis a on a.conversation_id = u.conversation_id
join conversation c on c.id = a.conversation_id
left join mailbox m on m.id = a.mailbox_id
left join customer p on p.id = a.customer_id
order by a.severity desc, a.created_at desc, a.conversation_id desc
