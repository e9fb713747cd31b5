-- sql/queries/conversation_one.sql: one conversation with everything known about it
-- $1 bigint  conversation
-- returns    the columns of struct conversation, in its order, then reasons as JSON, OS version, user id in the game, ruleset version, analysed (epoch), assignee's name, source, kind, group title, group size, whether it is counted, closed (epoch), merged into (0), deleted (epoch)
select told.*,
  a.reasons, a.os_version, a.game_user_id, a.ruleset_version,
  extract(epoch from a.analysed_at)::bigint,
  coalesce(trim(concat_ws(' ', g.first_name, g.last_name)), ''), c.source,
  c.kind, coalesce(k.title, ''),
  (select count(*) from analysis x where x.cluster_id = a.cluster_id
    and x.counted),
  a.counted, coalesce(extract(epoch from c.closed_at)::bigint, 0),
  coalesce(c.merged_into, 0), coalesce(extract(epoch from c.deleted_at)::bigint, 0)
from analysis a
cross join told(a)
join conversation c on c.id = a.conversation_id
left join agent g on g.id = c.assignee_id
left join cluster k on k.id = a.cluster_id
where a.conversation_id = $1::bigint
