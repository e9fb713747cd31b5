-- sql/queries/enrich_backlog.sql: marks conversations of a span that the model was not asked about
-- $1 bigint   job
-- $2 time     from
-- $3 time     to, excluded
-- $4 boolean  by batch
-- returns     nothing
insert into enrich_due (conversation_id, job_id, by_batch)
select b.conversation_id, $1::bigint, $4::boolean
from enrich_backlog($2::timestamptz, $3::timestamptz) b
order by b.created_at desc
