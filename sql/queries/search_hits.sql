-- sql/queries/search_hits.sql: the best or the newest conversations that a
-- search finds, and how the found ones divide. Looked at are the newest that
-- hold all that was asked for and, when these leave room, the newest that hold
-- a part of it; each at most as many as $19 says. Ranked as BM25 does, by the
-- weight of a word, how often it stands there (ts_rank of one word: 1 + 1/4 + 1/9
-- ..., by where) and, a little, the length of the text
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
-- $15 text        tsquery of all, null when no words were given
-- $16 text        tsquery of a part, null: none
-- $17 text[]      facts, each a list with tabs of which one must hold
-- $18 text[]      facts of which none may hold
-- $19 int         conversations looked at, at most
-- $20 text[]      tsqueries that rank
-- $21 text[]      the weight of each, a number
-- $22 bool        newest first
-- $23 bigint      rank of the last row seen, -1 to begin
-- $24 bigint      conversation of the last row seen
-- $25 int         rows at most
-- $26 text        as $15, with the words of phrases wherever they are: a phrase of
--                 common words has no index, so it is looked for in the newest $28
--                 of these; null when there is no phrase
-- $27 text        as $16, likewise
-- $28 int         see $26
-- $29 bigint[]    conversations that read like the words, the most alike first
-- $30 text[]      how alike each is, a number that falls
-- $31 text        tsquery that those must fit that hold none of the words; '' any,
--                 null: none of these
-- $32 text        least likeness of these
-- $33 int         how many of these at most
-- returns         what (row, or a dimension, or all, part, near: how many were found),
--                 key (of a row how alike it is, '' unknown), number (rank of a
--                 row, else count), conversation; rows in their order
with whole as materialized (
  select conversation_id, created_at, main_category, severity, status, platform,
    mailbox_id
  from (select a.*, d.words
    from filtered($1::timestamptz, $2::timestamptz, $3::bigint, $4, $5, $6, $7,
      $8, $9, $10::bigint, $11, $12, $13::bigint, $14) a
    join search_doc d on d.conversation_id = a.conversation_id
    where ($15::text is null or d.words @@ coalesce($26::text, $15::text)::tsquery)
      and ($17::text[] = '{}' or not exists (select from unnest($17::text[]) f
        where not string_to_array(f, E'\t') && search_facts(a)))
      and ($18::text[] = '{}' or not search_facts(a) && $18::text[])
    order by a.created_at desc
    limit case when $26::text is null then $19::int else $28::int end) near
  where $26::text is null or words @@ $15::text::tsquery
  order by created_at desc
  limit $19::int
), part as materialized (
  select conversation_id, created_at, main_category, severity, status, platform,
    mailbox_id
  from (select a.*, d.words
    from filtered($1::timestamptz, $2::timestamptz, $3::bigint, $4, $5, $6, $7,
      $8, $9, $10::bigint, $11, $12, $13::bigint, $14) a
    join search_doc d on d.conversation_id = a.conversation_id
    where (d.words @@ coalesce($27::text, $16::text)::tsquery)
      and ($17::text[] = '{}' or not exists (select from unnest($17::text[]) f
        where not string_to_array(f, E'\t') && search_facts(a)))
      and ($18::text[] = '{}' or not search_facts(a) && $18::text[])
      and (select count(*) from whole) < $19::int
      and a.conversation_id not in (select conversation_id from whole)
    order by a.created_at desc
    limit case when $27::text is null then $19::int else $28::int end) near
  where $27::text is null or words @@ $16::text::tsquery
  order by created_at desc
  limit $19::int
), alike as materialized (
  select id, score::float8 as score, 0.1 * coalesce((score::float8
    - min(score::float8) over ()) / nullif(max(score::float8) over ()
    - min(score::float8) over (), 0), 1) as weight
  from unnest($29::bigint[], $30::text[]) as n(id, score)
), near as materialized (
  select a.conversation_id, a.created_at, a.main_category, a.severity, a.status,
    a.platform, a.mailbox_id
  from alike n
  join filtered($1::timestamptz, $2::timestamptz, $3::bigint, $4, $5, $6, $7,
    $8, $9, $10::bigint, $11, $12, $13::bigint, $14) a
    on a.conversation_id = n.id
  join search_doc d on d.conversation_id = n.id
  where $31::text is not null and n.score >= $32::float8
    and ($31::text = '' or d.words @@ nullif($31::text, '')::tsquery)
    and ($17::text[] = '{}' or not exists (select from unnest($17::text[]) f
      where not string_to_array(f, E'\t') && search_facts(a)))
    and ($18::text[] = '{}' or not search_facts(a) && $18::text[])
    and n.id not in (select conversation_id from whole
      union all select conversation_id from part)
  order by n.score desc, n.id desc
  limit $33::int
), found as materialized (
  select *, 2 as tier from whole union all select *, 1 from part
  union all select *, 0 from near
), word as materialized (
  select q::tsquery as q, weight::float8 as weight
  from unnest($20::text[], $21::text[]) as w(q, weight)
), told as materialized (
  select f.conversation_id, f.created_at, f.tier, n.score, n.weight,
    case when $22 or f.tier = 0 then 0 else coalesce((
      select sum(word.weight * often / (often
        + 0.5 * (0.9 + 0.1 * length(d.words) / s.length)))
      from search_doc d cross join search_state s cross join word cross join lateral
        ts_rank('{0.4, 0.6, 0.8, 1}', d.words, word.q) as often
      where d.conversation_id = f.conversation_id), 0) end as words
  from found f left join alike n on n.id = f.conversation_id
), ranked as materialized (
  select conversation_id, score, case
    when $22 then extract(epoch from created_at)::bigint
    -- words alone, or fused by score: meaning/fuse.h
    when cardinality($29::bigint[]) = 0
      then tier * 1000000000 + (100000 * words)::bigint
    when tier = 0 then (100000000 * greatest(score, 0))::bigint
    else tier * 1000000000 + (100000000 * (coalesce((words - min(words)
      over (partition by tier)) / nullif(max(words) over (partition by tier)
      - min(words) over (partition by tier), 0), 1)
      + coalesce(weight, 0)))::bigint end as rank
  from told
)
(select 'row', coalesce(round(score::numeric, 3)::text, ''), rank, conversation_id from ranked
where $23::bigint < 0
  or (rank, conversation_id) < ($23::bigint, $24::bigint)
order by rank desc, conversation_id desc
limit $25::int)
union all
(select k.what, k.key, count(*), 0
from found f cross join lateral (values
  (case f.tier when 2 then 'all' when 1 then 'part' else 'near' end, ''),
  ('category', f.main_category), ('severity', f.severity::text),
  ('status', f.status), ('platform', f.platform),
  ('mailbox', f.mailbox_id::text)) as k(what, key)
group by k.what, k.key
order by array_position(array['critical', 'high', 'medium', 'low'], k.key),
  count(*) desc, k.key)
