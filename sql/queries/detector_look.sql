-- sql/queries/detector_look.sql: whether there is reason for the detector to look
-- returns  version of the data, whether the first import is complete, when an import last knew of all changes (epoch, 0), version of the rule, conversations that wait for analysis (at most 1,000)
select v.version, coalesce(crawl.done_at, crawl.watermark) is not null,
  coalesce(extract(epoch from greatest(crawl.done_at, sweep.done_at))::bigint,
    0),
  coalesce((select max(version) from detector_rule), 0),
  (select count(*) from (select from analysis_due limit 1000) d)
from data_version v
left join sync_cursor crawl on crawl.name = 'crawl'
left join sync_cursor sweep on sweep.name = 'sweep'
