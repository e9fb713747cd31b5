-- sql/queries/conversation_one.sql: one conversation with everything known about it
-- $1 bigint  conversation
-- returns    the columns of struct conversation, in its order, then reasons as JSON, OS version, user id in the game, ruleset version, analysed (epoch), assignee's name, source, kind, group title, group size, whether it is counted, closed (epoch), merged into (0), deleted (epoch)
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
  a.reasons, a.os_version, a.game_user_id, a.ruleset_version,
  extract(epoch from a.analysed_at)::bigint,
  coalesce(trim(concat_ws(' ', g.first_name, g.last_name)), ''), c.source,
  c.kind, coalesce(k.title, ''),
  (select count(*) from analysis x where x.cluster_id = a.cluster_id
    and x.counted),
  a.counted, coalesce(extract(epoch from c.closed_at)::bigint, 0),
  coalesce(c.merged_into, 0), coalesce(extract(epoch from c.deleted_at)::bigint, 0)
from analysis a
join conversation c on c.id = a.conversation_id
left join mailbox m on m.id = a.mailbox_id
left join customer p on p.id = a.customer_id
left join agent g on g.id = c.assignee_id
left join cluster k on k.id = a.cluster_id
where a.conversation_id = $1::bigint
