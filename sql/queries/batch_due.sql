-- sql/queries/batch_due.sql: the batch that something is to be done about, longest due
-- $1 text  what its lines are about
-- returns  id, job, mark, state, form of the calls, model, version it is asked by, without a temperature, batch, input file, output file, error file (ids at the service), state there, lines, answered, cancelled, tries in vain, problem, failed of what is answered, begun (epoch)
select id, job_id, mark, state, api, model, version, bare, batch,
  input_file, output_file, error_file, told, lines, answered, cancel, tries,
  problem, failed, extract(epoch from created_at)::bigint
from model_batch
where state <> 'ended' and look_at <= now() and subject = $1
order by look_at, id limit 1
