-- sql/queries/alert_digest_open.sql: incidents that are open, for a digest
-- returns id, title, state; the newest first, at most ten
select id, title, state from incident
where state <> 'resolved' and merged_into is null
order by id desc limit 10
