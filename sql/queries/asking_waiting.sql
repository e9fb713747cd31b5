-- sql/queries/asking_waiting.sql: replies that wait for the model
-- returns  how many, how many of backlogs
select count(*), count(*) filter (where job_id <> 0) from qa_ask
