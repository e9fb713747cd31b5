-- sql/queries/conversation_export.sql: everything known about conversations, newest first
-- $1 timestamptz  created from, null for no bound
-- $2 timestamptz  created before, null for no bound
-- $3 bigint       mailbox, 0 for all
-- $4 text         main categories with commas, '' for all
-- $5 text         one of its categories, '' for all
-- $6 text         severity, urgent for high and critical, '' for all
-- $7 text         platform, '' for all
-- $8 text         version, '' for all
-- $9 text         intent, '' for all
-- $10 bigint      group, 0 for all
-- $11 text        status, '' for all
-- $12 text        flag, '' for all
-- $13 bigint      customer, 0 for all
-- $14 text        words of the subject, '' for all
-- returns          the columns of model/export.c, in its order; times as epoch
select a.conversation_id, a.number, a.status, c.kind, c.source,
  extract(epoch from a.created_at)::bigint,
  extract(epoch from a.modified_at)::bigint,
  extract(epoch from c.user_updated_at)::bigint,
  extract(epoch from c.closed_at)::bigint,
  extract(epoch from c.first_reply_at)::bigint, a.first_reply_seconds,
  extract(epoch from a.waiting_since)::bigint,
  a.mailbox_id, m.name, c.assignee_id,
  nullif(concat_ws(' ', nullif(g.first_name, ''), nullif(g.last_name, '')), ''),
  a.customer_id, p.first_name, p.last_name, p.email,
  c.subject, array_to_string(c.tags, ', '),
  c.customer_count, c.reply_count, c.note_count,
  a.severity, a.score, a.main_category, array_to_string(a.categories, ', '),
  a.intent, (select string_agg(concat_ws(' ',
      coalesce(r ->> 'effect', r ->> 'rule'),
      '(' || nullif(r ->> 'words', '') || ')'), '; ' order by place)
    from jsonb_array_elements(a.reasons) with ordinality as x(r, place)),
  a.platform, a.app_version, a.os_version, a.device, a.level, a.game_user_id,
  array_to_string(q.words, ', '), a.cluster_id, k.title, s.size,
  case when a.is_empty then 1 else 0 end,
  case when a.is_unreadable then 1 else 0 end,
  case when a.is_delete_request then 1 else 0 end,
  a.one_liner, w.body, a.engine, a.engine_version,
  a.ruleset_version,
  extract(epoch from a.analysed_at)::bigint,
  extract(epoch from c.imported_at)::bigint,
  array_to_string(a.corrected, ', '), a.ruled_main_category,
  array_to_string(a.ruled_categories, ', '), a.ruled_intent, a.ruled_severity,
  extract(epoch from a.seen_at)::bigint,
  extract(epoch from a.dismissed_at)::bigint,
  extract(epoch from a.done_at)::bigint,
  nullif(a.learnt_version, 0), nullif(a.guess, ''), round(a.sure::numeric, 3),
  a.rules_category, e.model, e.summary, nullif(e.translation, ''),
  nullif(e.cause, '')
from filtered($1::timestamptz, $2::timestamptz, $3::bigint, $4, $5, $6, $7,
  $8, $9, $10::bigint, $11, $12, $13::bigint, $14) a
join conversation c on c.id = a.conversation_id
left join mailbox m on m.id = a.mailbox_id
left join agent g on g.id = c.assignee_id
left join customer p on p.id = a.customer_id
left join cluster k on k.id = a.cluster_id
left join enrichment e on e.conversation_id = a.conversation_id
  and e.outcome = 'done'
left join keyword q on q.conversation_id = a.conversation_id
left join lateral (
  select count(*) as size from analysis y
  where y.counted and y.cluster_id = a.cluster_id
) s on true
left join lateral (
  select left(x.body, 20000) as body from message x
  where x.conversation_id = a.conversation_id and x.author_kind = 'customer'
    and x.body <> ''
  order by x.created_at, x.id limit 1
) w on true
order by a.created_at desc, a.conversation_id desc
