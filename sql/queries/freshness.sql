-- sql/queries/freshness.sql: what the pages say about how fresh they are
-- returns  changed (epoch), conversations that wait for analysis, whether any is stored, crawl: seen, total, started and done (epoch, 0), last sweep (epoch, 0), last sign of life of an import (epoch, 0), creation of the oldest counted conversation (epoch, 0), whether somebody connected, whether that connection is broken
select extract(epoch from v.changed_at)::bigint,
  (select count(*) from (select from analysis_due limit 10000) d),
  exists (select from analysis),
  coalesce(crawl.seen, 0), coalesce(crawl.total, 0),
  coalesce(extract(epoch from crawl.started_at)::bigint, 0),
  coalesce(extract(epoch from crawl.done_at)::bigint, 0),
  coalesce(extract(epoch from sweep.done_at)::bigint, 0),
  coalesce(extract(epoch from greatest(crawl.updated_at,
    sweep.updated_at))::bigint, 0),
  coalesce(extract(epoch from (select min(created_at) from analysis
    where counted))::bigint, 0),
  exists (select from hs_connection),
  exists (select from hs_connection where broken)
from data_version v
left join sync_cursor crawl on crawl.name = 'crawl'
left join sync_cursor sweep on sweep.name = 'sweep'
