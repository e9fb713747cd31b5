-- sql/queries/correction_batch.sql: what was said at once
-- $1 bigint  batch
-- returns    who, whether some of it is left, conversations, the number of one of them, field, value; as it was said
select who, left_over, conversations, number, field, became
from (
  select field, became, min(id) as place from feedback
  where batch = $1::bigint
  group by field, became
) said
cross join (
  select min(who) as who, bool_or(undone_at is null) as left_over,
    count(distinct conversation_id) as conversations, min(number) as number
  from feedback where batch = $1::bigint
) whole
order by place
