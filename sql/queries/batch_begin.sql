-- sql/queries/batch_begin.sql: a batch that is being made
-- $1 bigint   job
-- $2 text     mark
-- $3 text     form of the calls
-- $4 text     model
-- $5 bigint   version of the rubric, or of the question
-- $6 boolean  without a temperature
-- $7 text     what its lines are about
-- returns     id
insert into model_batch (job_id, mark, state, api, model, version, bare, subject)
values ($1::bigint, $2, 'making', $3, $4, $5::int, $6::boolean, $7)
returning id
