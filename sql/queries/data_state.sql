-- sql/queries/data_state.sql: how fresh and how large the data is
-- returns  one row, in the order of struct data_state; times as epoch, 0 when none
select
  v.version,
  extract(epoch from v.changed_at)::bigint,
  (select coalesce(sum(conversations), 0) from rollup_hour
    where dimension = 'all' and mailbox_id = 0)::bigint,
  (select greatest(reltuples, 0)::bigint from pg_class
    where oid = 'message'::regclass),
  (select coalesce(sum(conversations), 0) from rollup_hour
    where dimension = 'all' and mailbox_id = 0 and hour > now() - interval '24 hours')::bigint,
  coalesce(extract(epoch from (select min(created_at) from analysis
    where counted))::bigint, 0),
  coalesce(extract(epoch from (select max(created_at) from analysis
    where counted))::bigint, 0),
  coalesce((select min(number) from analysis), 0),
  coalesce((select max(number) from analysis), 0),
  coalesce(extract(epoch from (select min(modified_at)
    from analysis))::bigint, 0),
  coalesce(extract(epoch from (select max(modified_at)
    from analysis))::bigint, 0),
  (select count(*) from analysis_due),
  coalesce(extract(epoch from (select min(queued_at)
    from analysis_due))::bigint, 0),
  (select count(distinct hour) from rollup_dirty),
  coalesce(crawl.page, 0), coalesce(crawl.pages, 0),
  coalesce(crawl.seen, 0), coalesce(crawl.total, 0),
  coalesce(extract(epoch from crawl.started_at)::bigint, 0),
  coalesce(extract(epoch from crawl.done_at)::bigint, 0),
  coalesce(extract(epoch from crawl.updated_at)::bigint, 0),
  coalesce(extract(epoch from sweep.done_at)::bigint, 0),
  (select count(*) from job where state = 'queued'),
  (select count(*) from job where state = 'failed' and again_as is null
    and finished_at > now() - interval '7 days'),
  coalesce((select version from ruleset where active), 0)
from data_version v
left join sync_cursor crawl on crawl.name = 'crawl'
left join sync_cursor sweep on sweep.name = 'sweep'
