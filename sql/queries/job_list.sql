-- sql/queries/job_list.sql: jobs, newest first
-- $1 bigint  the one with this id, 0 for all
-- $2 text    state, '' for all
-- $3 text    kind, '' for all
-- $4 bigint  older than the one with this id, 0 to begin
-- $5 bigint  how many at most
-- returns    id, kind, state, payload as JSON, attempts, max attempts, done, total, note, error, who, created, run at, started, finished (epoch, 0), rate a second, job asked for in its place or 0, who cancelled it
select id, kind, state, payload::text, attempts, max_attempts, done, total,
  note, error, created_by, extract(epoch from created_at)::bigint,
  extract(epoch from run_at)::bigint,
  coalesce(extract(epoch from started_at)::bigint, 0),
  coalesce(extract(epoch from finished_at)::bigint, 0), rate,
  coalesce(again_as, 0), cancelled_by
from job
where ($1::bigint = 0 or id = $1::bigint) and ($2 = '' or state = $2)
  and ($3 = '' or kind = $3) and ($4::bigint = 0 or id < $4::bigint)
order by id desc
limit $5::bigint
