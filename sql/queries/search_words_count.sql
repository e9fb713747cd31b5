-- sql/queries/search_words_count.sql: counts the words of the account in a sample of
-- about 20,000 conversations, and how they are mostly spelt in a quarter of it.
-- search_words_clear.sql goes before
-- returns nothing
with part as materialized (
  select count(*) as total, 100 * least(1, 20000.0 / greatest(count(*), 1))
    as percent, 100 * least(1, 5000.0 / greatest(count(*), 1)) as spelt
  from search_doc
), spelling as (
  select distinct on (stem) stem, word
  from part cross join lateral ts_stat(format($s$
    select to_tsvector('simple', body) from message tablesample system (%1$s)
    where state = 'published'
    union all
    select to_tsvector('simple', subject)
    from conversation tablesample system (%1$s)$s$, spelt)) t
  cross join lateral (select (ts_lexize('tidemark_stem', unaccent(t.word)))[1])
    as l(stem)
  where t.word ~ '^[[:alpha:]]{3,40}$' and stem is not null
  order by stem, ndoc desc, t.word
), words as (
  insert into search_word (stem, docs, word)
  select t.word, t.ndoc, coalesce(spelling.word, '')
  from part cross join lateral ts_stat(format(
    'select words from search_doc tablesample system (%s)', percent)) t
  left join spelling on spelling.stem = t.word
  where t.word !~ '^(tag|agent|from|number|has):'
), mean as (
  select greatest(avg(length(words)), 1) as length
  from (select words from search_doc limit 2000) as seen
)
update search_state set total = part.total,
  sample = ceil(part.total * part.percent / 100), length = mean.length,
  data_version = v.version, made_at = now(),
  took_seconds = 0
from part, mean, data_version v
