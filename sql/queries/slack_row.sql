-- sql/queries/slack_row.sql: a message that stands in Slack, or may
-- $1 text  key
-- returns  mark, channel, thread_ts, ts, state, said_hash as hex, tried_at (epoch), seconds since the last try, why
select mark, channel, thread_ts, ts, state, encode(said_hash, 'hex'),
  extract(epoch from tried_at)::bigint,
  extract(epoch from clock_timestamp() - tried_at)::bigint, why
from slack_message where key = $1
