-- sql/queries/batch_save.sql: how far a batch is
-- $1 bigint   batch
-- $2 text     state
-- $3 text     its id at the service
-- $4 text     input file
-- $5 text     output file
-- $6 text     error file
-- $7 text     state there
-- $8 bigint   answered there
-- $9 bigint   tries of the step at hand in vain
-- $10 text    problem, '' none
-- $11 bigint  of what is answered there, what failed
-- $12 bigint  seconds until something is to be done about it
-- returns     nothing
update model_batch set state = $2, batch = $3, input_file = $4, output_file = $5,
  error_file = $6, told = $7, answered = $8::int, tries = $9::int,
  problem = $10, failed = $11::int,
  look_at = now() + make_interval(secs => $12::bigint)
where id = $1::bigint
