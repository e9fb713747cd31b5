-- sql/queries/conversation_one.sql: one conversation with everything known about it
-- $1 bigint  conversation
-- returns    the columns of struct conversation, in its order, then reasons as JSON, OS version, user id in the game, ruleset version, analysed (epoch), assignee's name, source, kind, group title, group size, whether it is counted, closed (epoch), merged into (0), deleted (epoch), version of the model in use then, how many it learned from, what it said, how sure in thousandths or -1, what the rules said where they were not believed
select told.*,
  a.reasons, a.os_version, a.game_user_id, a.ruleset_version,
  extract(epoch from a.analysed_at)::bigint,
  coalesce(trim(concat_ws(' ', g.first_name, g.last_name)), ''), c.source,
  c.kind, coalesce(k.title, ''),
  (select count(*) from analysis x where x.cluster_id = a.cluster_id
    and x.counted),
  a.counted, coalesce(extract(epoch from c.closed_at)::bigint, 0),
  coalesce(c.merged_into, 0), coalesce(extract(epoch from c.deleted_at)::bigint, 0),
  a.learnt_version, coalesce(m.examples, 0), a.guess,
  coalesce((a.sure * 1000)::int, -1), coalesce(a.rules_category, '')
from analysis a
cross join told(a)
join conversation c on c.id = a.conversation_id
left join agent g on g.id = c.assignee_id
left join cluster k on k.id = a.cluster_id
left join learn_attempt m on m.version = a.learnt_version
where a.conversation_id = $1::bigint
