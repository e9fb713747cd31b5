-- sql/queries/similar_these.sql: how conversations were answered, for those like another one
-- $1 bigint[]  conversations, the most alike first
-- $2 bigint    the one that they are like
-- $3 int       how many at most
-- returns      place in the list from 0, conversation, its number, subject, created (epoch), status, first 300 characters of the team's first reply or '', who wrote it or '', its score 0 to 10 by the heuristic and the rubric in force or null, seconds until it was closed or null; in the list's order
select g.place - 1, c.id, c.number, c.subject, extract(epoch from c.created_at)::bigint,
  c.status, coalesce(left(r.body, 300) || case when length(r.body) > 300
  then '…' else '' end, ''), coalesce(nullif(trim(concat_ws(' ',
  p.first_name, p.last_name)), ''), ''), q.total,
  extract(epoch from c.closed_at - c.created_at)::bigint
from unnest($1::bigint[]) with ordinality as g(id, place)
join conversation c on c.id = g.id and c.counted
left join lateral (
  select m.id, m.body, m.author_id from message m
  where m.conversation_id = c.id and m.author_kind = 'user'
    and m.kind in ('agent', 'chat') and m.state = 'published' and m.body <> ''
  order by m.created_at, m.id limit 1) r on true
left join agent p on p.id = r.author_id
left join lateral (
  select total from qa_current q join rubric u on u.version = q.rubric_version
  where q.message_id = r.id and q.engine = 'heuristic' and u.active) q on true
where c.id <> $2::bigint
order by g.place limit $3::int
