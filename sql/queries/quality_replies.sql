-- sql/queries/quality_replies.sql: replies and their scores, page by page
-- $1 timestamptz  replies from
-- $2 timestamptz  to, excluded
-- $3 text         engine
-- $4 bigint       rubric
-- $5 bigint[]     mailboxes, empty for all
-- $6 bigint       agent, 0 for all
-- $7 text         main category, '' for all
-- $8 text         rating, '' for all
-- $9 text         conversations of incidents: all, without, only
-- $10 bigint      only those whose total is in this bin (0 .. 10), -1 all
-- $11 text        state: '' with a total, or a score at the position; judged (with or without), critical, void, none (without), failed, rated, reviewed (by a person), compared and blind (a pair of engine_pairs.sql, of blind reviews alone)
-- $12 text        order: newest, oldest, lowest, highest, unsure
-- $13 bigint      only with a score at this position, whose order it then is ("none": only without); 0 the total
-- $14 bigint      rows to leave out
-- $15 bigint      rows at most
-- $16 bool        whether to count how many there are
-- returns         message, conversation, number, subject, agent, name, mailbox, its name, replied (epoch), category, rating, outcome, total or null, failed, confidence, scores as a float8[], in an incident, text, customer's address, error, names and keys of the dimensions without evidence, each by commas, how many there are in all (at most 100001; 0 when not asked)
-- The newest come from the index on time, without a look at the others.
with found as not materialized (
  select q.*, case when $13::int = 0 then q.total else q.scores[$13::int] end
    as value
  from qa_current q
  where q.counted and q.engine = $3 and q.rubric_version = $4::int
    and q.replied_at >= $1::timestamptz and q.replied_at < $2::timestamptz
    and ($5::bigint[] = '{}' or q.mailbox_id = any($5::bigint[]))
    and ($6::bigint = 0 or q.agent_id = $6::bigint)
    and ($7 = '' or q.category = $7)
    and ($8 = '' or q.rating = $8)
    and ($9 = 'all' or q.in_incident = ($9 = 'only'))
    and case $11 when 'failed' then q.outcome <> 'scored'
      when 'critical' then q.outcome = 'scored' and q.failed
      when 'none' then q.outcome = 'scored' and case when $13::int = 0
        then q.total is null else q.scores[$13::int] is null end
      when 'void' then q.outcome = 'scored' and q.voids > 0
      when 'judged' then q.outcome = 'scored'
      when 'rated' then q.outcome = 'scored' and q.rating <> ''
      when 'reviewed' then q.outcome = 'scored'
        and exists (select from qa_said(q.message_id))
      when 'compared' then q.outcome = 'scored'
        and (q.total is not null or $13::int > 0)
        and qa_compared(q.message_id, q.rubric_version, false, $13::int)
      when 'blind' then q.outcome = 'scored'
        and (q.total is not null or $13::int > 0)
        and qa_compared(q.message_id, q.rubric_version, true, $13::int)
      else q.outcome = 'scored' and (q.total is not null or $13::int > 0) end
    and ($10::bigint < 0 or least(floor(q.total), 10) = $10::bigint)
    and ($13::int = 0 or $11 = 'none' or q.scores[$13::int] is not null)
), page as (
  (select * from found where $12 = 'newest'
  order by replied_at desc, message_id desc
  offset $14::bigint limit $15::bigint)
  union all
  (select * from found where $12 <> 'newest'
  order by
    case $12 when 'lowest' then value when 'highest' then -value
      when 'unsure' then confidence end nulls last,
    case when $12 = 'oldest' then replied_at end,
    replied_at desc, message_id desc
  offset $14::bigint limit $15::bigint)
)
select p.message_id, p.conversation_id, c.number, c.subject, p.agent_id,
  coalesce(nullif(trim(concat_ws(' ', g.first_name, g.last_name)), ''),
    g.email, ''),
  p.mailbox_id, coalesce(b.name, ''), extract(epoch from p.replied_at)::bigint,
  p.category, p.rating, p.outcome, p.total, p.failed, p.confidence, p.scores,
  p.in_incident, m.body, coalesce(u.email, ''), s.error, v.names, v.keys,
  case when $16::bool then (select count(*)
    from (select from found limit 100001) f) else 0 end
from page p
join conversation c on c.id = p.conversation_id
join message m on m.id = p.message_id
join qa_score s on s.id = p.score_id
left join agent g on g.id = p.agent_id
left join mailbox b on b.id = p.mailbox_id
left join customer u on u.id = c.customer_id
left join lateral (
  select string_agg(d.name, ', ' order by k.position) as names,
    string_agg(d.key, ',' order by k.position) as keys
  from qa_mark k
  join rubric_dimension d on d.rubric_version = p.rubric_version
    and d.position = k.position
  where p.voids > 0 and k.score_id = p.score_id and k.state = 'void') v on true
order by
  case $12 when 'lowest' then p.value when 'highest' then -p.value
    when 'unsure' then p.confidence end nulls last,
  case when $12 = 'oldest' then p.replied_at end,
  p.replied_at desc, p.message_id desc
