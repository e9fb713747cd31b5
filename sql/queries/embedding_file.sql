-- sql/queries/embedding_file.sql: whether a model's index file is behind its vectors
-- $1 bigint  model
-- returns    vectors that it should hold, whether some are newer than the file
select count(e.conversation_id), coalesce(max(e.made_at) > coalesce(min(m.file_until),
  '-infinity'), false)
from embedding_model m left join embedding e on e.model_id = m.id
  and e.vector is not null
where m.id = $1::bigint
