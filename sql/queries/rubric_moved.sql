-- sql/queries/rubric_moved.sql: replies compared under two rubrics, what moved most first
-- $1 text    engine
-- $2 int     rubric before
-- $3 int     rubric after
-- $4 int     replies compared at most, newest first
-- $5 text    dimension's key, '' the total
-- $6 text    which: all, moved (by more than 1), up, down
-- $7 bigint  agent, 0 all
-- $8 bigint  rows to leave out
-- $9 bigint  rows at most
-- returns    message, conversation, subject, agent's name, replied (epoch), before, after (out of ten), text, how many there are
with found as (
  select * from rubric_pairs($1, $2::int, $3::int, $4::int) p
  where p.key = $5 and p.moved is not null
    and ($7::bigint = 0 or p.agent_id = $7::bigint)
    and case $6 when 'up' then p.moved > 1 when 'down' then p.moved < -1
      when 'moved' then abs(p.moved) > 1 else true end
), page as (
  select * from found order by abs(moved) desc, replied_at desc, message_id desc
  offset $8::bigint limit $9::bigint
)
select p.message_id, p.conversation_id, c.subject,
  coalesce(nullif(trim(concat_ws(' ', g.first_name, g.last_name)), ''),
    g.email, ''),
  extract(epoch from p.replied_at)::bigint, p.before, p.after, m.body,
  (select count(*) from found)
from page p
join conversation c on c.id = p.conversation_id
join message m on m.id = p.message_id
left join agent g on g.id = p.agent_id
order by abs(p.moved) desc, p.replied_at desc, p.message_id desc
