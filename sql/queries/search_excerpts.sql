-- sql/queries/search_excerpts.sql: of each conversation, the message that holds most
-- of what was searched, with marks around the words
-- $1 bigint[]  conversations
-- $2 text      tsquery
-- returns      conversation, messages that hold something, kind of the best, who
--              wrote it, when, its excerpt: U+0001 begins and U+0002 ends a mark,
--              U+0003 is "<", as ts_headline leaves out what looks like a tag;
--              and the subject likewise
select g.id, coalesce(best.messages, 0), coalesce(best.kind, ''),
  coalesce(nullif(case best.author_kind
    when 'customer' then trim(p.first_name || ' ' || p.last_name)
    else trim(u.first_name || ' ' || u.last_name) end, ''), ''),
  coalesce(extract(epoch from best.created_at)::bigint, 0),
  coalesce(ts_headline('tidemark', translate(left(best.body, 40000), E'<\x01\x02\x03', E'\x03'),
    $2::text::tsquery, E'StartSel=\x01, StopSel=\x02, MaxWords=36, MinWords=16, '
    'MaxFragments=2, FragmentDelimiter=" … "'), ''),
  ts_headline('tidemark', translate(c.subject, E'<\x01\x02\x03', E'\x03'), $2::text::tsquery,
    E'StartSel=\x01, StopSel=\x02, HighlightAll=true')
from unnest($1::bigint[]) with ordinality as g(id, place)
join conversation c on c.id = g.id
left join lateral (
  select m.kind, m.author_kind, m.author_id, m.created_at, m.body,
    count(*) over () as messages
  from message m
  cross join lateral (select to_tsvector('tidemark', left(m.body, 40000))) v(words)
  where m.conversation_id = g.id and m.state = 'published'
    and v.words @@ $2::text::tsquery
  order by ts_rank(v.words, $2::text::tsquery) desc, m.created_at, m.id
  limit 1
) best on true
left join customer p on best.author_kind = 'customer' and p.id = best.author_id
left join agent u on best.author_kind = 'user' and u.id = best.author_id
order by g.place
