-- sql/queries/insight_list.sql: conversations of the working list, newest number first
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
-- $18 bigint      how many to pass over
-- $19 bigint      how many at most
-- returns          the columns of struct conversation, in its order, then the customer's first and last name, user id in the game, reasons as JSON, members of its group between $1 and $2, keywords, whether a person said its severity
select told.*, coalesce(p.first_name, ''), coalesce(p.last_name, ''),
  a.game_user_id, a.reasons, s.size, coalesce(w.words, '{}'), 'severity' = any(a.corrected)
from (
  select a.*
  from filtered($1::timestamptz, $2::timestamptz, $3::bigint, $4, $5, $6, $7,
    $8, $9, $10::bigint, $11, $12, $13::bigint, $14) a
  where ($15 = '' or exists (select from keyword k
      where k.conversation_id = a.conversation_id and $15 = any(k.words)))
    and a.number > $16::bigint and a.number < $17::bigint
  order by a.number desc, a.conversation_id desc
  limit $19::bigint offset $18::bigint
) a
cross join told(a)
left join customer p on p.id = a.customer_id
left join keyword w on w.conversation_id = a.conversation_id
left join lateral (
  select count(*) as size from analysis y
  where y.counted and y.cluster_id = a.cluster_id
    and y.created_at >= coalesce($1::timestamptz, '-infinity')
    and y.created_at < coalesce($2::timestamptz, 'infinity')
    and ($3::bigint = 0 or y.mailbox_id = $3::bigint)
) s on true
order by a.number desc, a.conversation_id desc
