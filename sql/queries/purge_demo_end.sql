-- sql/queries/purge_demo_end.sql: what is left of a demo without conversations goes
-- $1 bigint  the job
-- returns    rows by table as JSON, which its steps have summed up
with done as materialized (select purge_demo_end())
select coalesce((select payload -> 'rows' from job where id = $1::bigint),
  '{}')::text
from done
