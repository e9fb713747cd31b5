-- sql/queries/dispute_settle.sql: ends a dispute
-- $1 bigint  dispute
-- $2 text    state: upheld, changed, withdrawn
-- $3 text    who
-- $4 text    what is said to it
-- returns    dispute; no row when it is not open, or, to be changed, nobody submitted a review since it began
update qa_dispute d
set state = $2, resolved_by = $3, resolution = $4, resolved_at = now(),
  review_id = case $2 when 'changed' then said.id end
from (values (1)) as one
left join lateral (
  select v.id from qa_dispute x
  join qa_review v on v.message_id = x.message_id
  where x.id = $1::bigint and v.state = 'submitted' and v.kind = 'review'
    and v.submitted_at >= x.created_at
  order by v.id desc limit 1) said on true
where d.id = $1::bigint and d.state = 'open'
  and ($2 <> 'changed' or said.id is not null)
returning d.id
