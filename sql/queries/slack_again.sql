-- sql/queries/slack_again.sql: the attempt is known to have failed; the next one begins
-- $1 text    key
-- $2 text    mark of the attempt that failed
-- $3 text    mark of the next one
-- $4 text    channel
-- $5 bigint  newest event that it shows
-- returns    1, or nothing when somebody else was faster
update slack_message set mark = $3, channel = $4, told_event = $5::bigint,
  tried_at = clock_timestamp()
where key = $1 and mark = $2 and state = 'sending'
returning 1
