-- sql/queries/keyword_top.sql: the words that most conversations of a window are about
-- $1 timestamptz  start, null for no bound
-- $2 timestamptz  end, null for no bound
-- $3 bigint       mailbox, 0 for all
-- $4 bigint       of how many conversations at most, the newest
-- $5 bigint       how many words
-- returns         word, conversations
with newest as (
  select conversation_id from analysis
  where counted and created_at >= coalesce($1::timestamptz, '-infinity')
    and created_at < coalesce($2::timestamptz, 'infinity')
    and ($3::bigint = 0 or mailbox_id = $3::bigint)
  order by created_at desc limit $4::bigint
)
select word, count(*)
from newest join keyword using (conversation_id)
cross join lateral unnest(words) as word
group by word
order by count(*) desc, word
limit $5::bigint
