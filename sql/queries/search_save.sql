-- sql/queries/search_save.sql: makes conversations findable, as their content is
-- now. One whose content was read already is left alone
-- $1 bigint[]  conversations
-- returns nothing
with given as (
  select c.id, c.subject, c.tags, c.customer_id, c.assignee_id, c.number,
    c.content_hash
  from conversation c left join search_doc d on d.conversation_id = c.id
  where c.id = any($1::bigint[]) and c.counted
    and d.content_hash is distinct from c.content_hash
), gone as (
  delete from search_doc d using conversation c
  where d.conversation_id = any($1::bigint[])
    and c.id = d.conversation_id and not c.counted
)
insert into search_doc as d (conversation_id, content_hash, words)
select g.id, g.content_hash,
  setweight(to_tsvector('tidemark', g.subject), 'A')
  || setweight(to_tsvector('tidemark', left(coalesce(t.customer, ''), 100000)), 'B')
  || setweight(to_tsvector('tidemark', left(coalesce(t.agent, ''), 60000)), 'C')
  || setweight(to_tsvector('tidemark', left(coalesce(t.note, ''), 40000)), 'D')
  || array_to_tsvector(array_remove(array(
      select 'tag:' || lower(left(tag, 100)) from unnest(g.tags) tag)
    || array(select 'agent:' || id from unnest(t.agents) id)
    || array['from:' || g.customer_id, 'agent:' || g.assignee_id,
      'number:' || g.number,
      case when t.note is not null then 'has:note' end,
      case when t.agent is not null then 'has:reply' end,
      case when t.rated then 'has:rating' end,
      case when g.tags <> '{}' then 'has:tag' end], null))
from given g
cross join lateral (
  select string_agg(concat_ws(E'\n', m.body, m.rating_comment), E'\n'
      order by m.created_at, m.id)
      filter (where m.kind = 'customer' or m.author_kind = 'customer')
      as customer,
    string_agg(m.body, E'\n' order by m.created_at, m.id)
      filter (where m.author_kind = 'user' and m.kind not in ('note',
      'customer')) as agent,
    string_agg(m.body, E'\n' order by m.created_at, m.id)
      filter (where m.author_kind = 'user' and m.kind = 'note') as note,
    array_agg(distinct m.author_id)
      filter (where m.author_kind = 'user') as agents,
    bool_or(m.rating is not null) as rated
  from message m
  where m.conversation_id = g.id and m.state = 'published'
) t
on conflict (conversation_id) do update set
  content_hash = excluded.content_hash, words = excluded.words
