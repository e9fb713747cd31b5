-- sql/queries/series_count.sql: reports by quarter-hour and series
-- $1 timestamptz  from, the begin of a quarter-hour
-- $2 timestamptz  to
-- returns         quarter-hour (epoch), dimension as in analysis/lookout.h (0 all, 1 category, 2 platform, 3 version, 4 group), category, part, reports; in order of time
-- The dimension is told by which columns a row is grouped by: grouping() has a
-- bit for each that it is not.
select bin, case grouping(main_category, platform, app_version, cluster_id)
    when 15 then 0 when 7 then 1 when 3 then 2 when 5 then 3 else 4 end,
  coalesce(main_category, ''),
  coalesce(platform, app_version, cluster_id::text, ''), count(*)
from (
  select floor(extract(epoch from created_at) / 900)::bigint * 900 as bin,
    main_category, nullif(platform, '') as platform,
    nullif(app_version, '') as app_version, cluster_id
  from analysis
  where counted and created_at >= $1::timestamptz
    and created_at < $2::timestamptz
) a
group by grouping sets ((bin), (bin, main_category),
  (bin, main_category, platform), (bin, main_category, app_version),
  (bin, main_category, cluster_id))
having not (grouping(platform) = 0 and platform is null
  or grouping(app_version) = 0 and app_version is null
  or grouping(cluster_id) = 0 and cluster_id is null)
order by bin
