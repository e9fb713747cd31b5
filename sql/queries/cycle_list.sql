-- sql/queries/cycle_list.sql: cycles that are not closed, newest first; or one, open or not
-- $1 bigint  cycle, 0 all that are open
-- $2 bigint  rows at most
-- returns    cycle, name, first day (epoch), last day (epoch), goal, mailbox or 0, its name, category, rating, pick, blind, created by, closed
select y.id, y.name, extract(epoch from y.begins)::bigint,
  extract(epoch from y.ends)::bigint, y.goal, coalesce(y.mailboxes[1], 0),
  coalesce(b.name, ''), y.category, y.rating, y.pick, y.blind, y.created_by,
  y.closed_at is not null
from qa_cycle y left join mailbox b on b.id = y.mailboxes[1]
where case $1::bigint when 0 then y.closed_at is null else y.id = $1::bigint end
order by y.id desc limit $2::bigint
