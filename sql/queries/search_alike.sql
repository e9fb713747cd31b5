-- sql/queries/search_alike.sql: words of the account that are spelt like another
-- $1 text  the word
-- returns  word, conversations of the sample that hold it; most alike first
select word, docs from search_word
where word <> '' and word % $1
order by similarity(word, $1) desc, docs desc
limit 40
