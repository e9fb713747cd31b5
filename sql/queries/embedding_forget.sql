-- sql/queries/embedding_forget.sql: deletes local models that are not in use any more
-- returns nothing
delete from embedding_model m where state = 'old' and engine = 'local'
