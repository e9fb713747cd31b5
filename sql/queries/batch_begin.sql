-- sql/queries/batch_begin.sql: a batch that is being made
-- $1 bigint   job
-- $2 text     mark
-- $3 text     form of the calls
-- $4 text     model
-- $5 bigint   rubric
-- $6 boolean  without a temperature
-- returns     id
insert into qa_batch (job_id, mark, state, api, model, rubric_version, bare)
values ($1::bigint, $2, 'making', $3, $4, $5::int, $6::boolean)
returning id
