-- sql/queries/embedding_names.sql: categories, for the file of vectors
-- $1 int   how many at most
-- returns  main category
select main_category from analysis where counted and main_category <> ''
group by 1 order by count(*) desc, 1 limit $1::int
