-- sql/queries/cycle_list.sql: cycles that are not closed, newest first
-- $1 bigint  rows at most
-- returns    cycle, name, first day (epoch), last day (epoch), goal, mailbox or 0, its name, category, rating, pick, blind, created by
select y.id, y.name, extract(epoch from y.begins)::bigint,
  extract(epoch from y.ends)::bigint, y.goal, coalesce(y.mailboxes[1], 0),
  coalesce(b.name, ''), y.category, y.rating, y.pick, y.blind, y.created_by
from qa_cycle y left join mailbox b on b.id = y.mailboxes[1]
where y.closed_at is null
order by y.id desc limit $1::bigint
