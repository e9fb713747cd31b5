-- sql/queries/slack_begin.sql: a message is about to be posted; another one's attempt wins
-- $1 text    key
-- $2 text    mark
-- $3 text    channel
-- $4 text    thread, ''
-- $5 bigint  newest event that it shows
-- returns    1, or nothing when somebody else began
insert into slack_message (key, mark, channel, thread_ts, told_event, state)
values ($1, $2, $3, $4, $5::bigint, 'sending')
on conflict (key) do nothing
returning 1
