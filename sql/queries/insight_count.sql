-- sql/queries/insight_count.sql: how many conversations the working list holds
-- $1 timestamptz  created from, null for no bound
-- $2 timestamptz  created before, null for no bound
-- $3 bigint       mailbox, 0 for all
-- $4 text         main categories with commas, '' for all
-- $5 text         one of its categories, '' for all
-- $6 text         severity, urgent for high and critical, '' for all
-- $7 text         platform, '' for all
-- $8 text         version, '' for all
-- $9 text         intent, '' for all
-- $10 bigint      group, 0 for all
-- $11 text        status, '' for all
-- $12 text        flag, '' for all
-- $13 bigint      customer, 0 for all
-- $14 text        words of the subject, '' for all
-- $15 text        keyword, '' for all
-- $16 bigint      only greater numbers
-- $17 bigint      only smaller numbers
-- returns          conversations, those with a reply, the greatest number
select count(*), count(first_reply_seconds), coalesce(max(number), 0)
from (
  select a.first_reply_seconds, a.number
  from filtered($1::timestamptz, $2::timestamptz, $3::bigint, $4, $5, $6, $7,
    $8, $9, $10::bigint, $11, $12, $13::bigint, $14) a
  where ($15 = '' or exists (select from keyword k
      where k.conversation_id = a.conversation_id and $15 = any(k.words)))
    and a.number > $16::bigint and a.number < $17::bigint
) a
