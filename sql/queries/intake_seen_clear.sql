-- sql/queries/intake_seen_clear.sql: a crawl begins or is over
-- returns nothing
truncate crawl_seen
