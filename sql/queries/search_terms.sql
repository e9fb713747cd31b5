-- sql/queries/search_terms.sql: words and phrases as the index has them
-- $1 text[]    words and phrases
-- $2 text[]    of each: A subject, D notes, '' anywhere
-- $3 bigint[]  of each: 1 when the end of the word is left out
-- returns      tsquery, '' when it holds no word; its stems
--              as tsqueries; how many conversations hold each, 0 when unknown; how
--              many conversations there are; whether
--              it is an English word that says nothing; the words of a phrase
--              wherever they are, as tsquery: a row per given one
select coalesce(case when g.open = 1 then t.beginnings
    when g.mark = '' then phraseto_tsquery('tidemark', g.word)::text
    else regexp_replace(phraseto_tsquery('tidemark', g.word)::text,
      '''(?= |\)|$)', ''':' || g.mark, 'g') end, ''),
  coalesce(t.stems, '{}'), coalesce(t.docs, '{}'), s.total,
  to_tsvector('pg_catalog.english', g.word) = '',
  regexp_replace(phraseto_tsquery('tidemark', g.word)::text,
    ' <(-|[0-9]+)> ', ' & ', 'g')
from search_state s
cross join unnest($1::text[], $2::text[], $3::bigint[]) with ordinality
  as g(word, mark, open, place)
cross join lateral (
  select string_agg(q.quoted || ':*' || g.mark, ' & ') as beginnings,
    array_agg(q.quoted || case g.open when 1 then ':*' else '' end
      order by stem) as stems,
    array_agg((case when s.sample = 0 then 0 when g.open = 1 then s.total / 10
      else ceil(coalesce(w.docs, 0)::float8 * s.total / s.sample) end)::bigint
      order by stem) as docs
  from unnest(tsvector_to_array(to_tsvector(case g.open when 1
    then 'tidemark_plain' else 'tidemark' end::regconfig, g.word))) stem
  cross join lateral (select '''' || replace(replace(stem, '\', '\\'), '''',
    '''''') || '''' as quoted) q
  left join search_word w using (stem)
) t
order by g.place
