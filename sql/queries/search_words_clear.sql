-- sql/queries/search_words_clear.sql: forgets the words of the account
-- returns nothing
delete from search_word
