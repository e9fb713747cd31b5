-- sql/queries/correction_list.sql: what people said, newest first
-- $1 bigint       conversation, 0 for all
-- $2 text         field, '' for all
-- $3 text         who, '' for all
-- $4 text         in_force, replaced, undone or noted, '' for all
-- $5 timestamptz  said from, null for no bound
-- $6 timestamptz  said before, null for no bound
-- $7 bigint       batch, 0 for all
-- $8 bigint       only rows before this one, 0 to begin
-- $9 bigint       how many at most
-- returns         id, batch, conversation, number, subject, field, was, became, notes, who, at as epoch, undone as epoch or 0, undone by, state
select f.id, f.batch, f.conversation_id, f.number, c.subject, f.field, f.was,
  f.became, f.notes, f.who, extract(epoch from f.at)::bigint,
  coalesce(extract(epoch from f.undone_at)::bigint, 0),
  coalesce(f.undone_by, ''), s.state
from feedback f
join conversation c on c.id = f.conversation_id
cross join lateral (
  select case when f.undone_at is not null then 'undone'
    when f.field = 'note' then 'noted'
    when exists (select from feedback n
      where n.conversation_id = f.conversation_id and n.field = f.field
	and n.undone_at is null and n.id > f.id) then 'replaced'
    else 'in_force' end
) as s(state)
where ($1::bigint = 0 or f.conversation_id = $1::bigint)
  and ($2 = '' or f.field = $2)
  and ($3 = '' or f.who = $3)
  and ($4 = '' or s.state = $4)
  and f.at >= coalesce($5::timestamptz, '-infinity')
  and f.at < coalesce($6::timestamptz, 'infinity')
  and ($7::bigint = 0 or f.batch = $7::bigint)
  and ($8::bigint = 0 or f.id < $8::bigint)
order by f.id desc
limit $9::bigint
