-- sql/queries/data_version.sql: what ETags are made of
-- returns  version, changed (epoch)
select version, extract(epoch from changed_at)::bigint from data_version
