-- sql/queries/series_oldest.sql: since when there are conversations
-- returns  creation of the oldest counted one (epoch)
select extract(epoch from min(created_at))::bigint from analysis where counted
