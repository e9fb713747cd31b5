-- sql/queries/batch_due.sql: the batch that something is to be done about, longest due
-- returns  id, job, mark, state, form of the calls, model, rubric, without a temperature, batch, input file, output file, error file (ids at the service), state there, lines, answered, cancelled, tries in vain, problem, failed of what is answered
select id, job_id, mark, state, api, model, rubric_version, bare, batch,
  input_file, output_file, error_file, told, lines, answered, cancel, tries,
  problem, failed
from qa_batch where state <> 'ended' and look_at <= now()
order by look_at, id limit 1
