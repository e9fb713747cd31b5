-- sql/queries/waiting_now.sql: conversations whose customer waits for an answer
-- $1 bigint  mailbox, 0 for all
-- returns    count, since when the longest waits (epoch, 0)
select count(*), coalesce(extract(epoch from min(waiting_since))::bigint, 0)
from analysis
where counted and waiting_since is not null
  and ($1::bigint = 0 or mailbox_id = $1::bigint)
