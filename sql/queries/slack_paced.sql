-- sql/queries/slack_paced.sql: how long ago the last message to a channel was tried
-- $1 text  channel
-- returns  milliseconds; null when none was
select (extract(epoch from clock_timestamp() - max(tried_at)) * 1000)::bigint
from slack_message where channel = $1
