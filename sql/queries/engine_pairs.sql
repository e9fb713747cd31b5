-- sql/queries/engine_pairs.sql: marks of the engine and of the newest review of the same reply
-- $1 timestamptz  replied from
-- $2 timestamptz  to, excluded
-- $3 text         engine
-- $4 bigint       rubric
-- $5 bigint[]     mailboxes, empty for all
-- $6 bigint       agent, 0 for all
-- $7 text         main category, '' for all
-- $8 text         rating, '' for all
-- $9 bool         only of reviews made without sight of the engine's score
-- $10 text        conversations of incidents: all, without, only
-- $11 bigint      replies at most, the newest
-- returns         position (0: the total), engine, person, whether there were more replies; of replies whose both have a score
with said as (
  select distinct on (v.message_id) v.id, v.message_id, q.replied_at,
    v.total as person, q.total, q.scores
  from qa_current q
  join qa_review v on v.message_id = q.message_id
    and v.rubric_version = q.rubric_version
  where q.counted and q.outcome = 'scored' and q.engine = $3
    and q.rubric_version = $4::int
    and q.replied_at >= $1::timestamptz and q.replied_at < $2::timestamptz
    and ($5::bigint[] = '{}' or q.mailbox_id = any($5::bigint[]))
    and ($6::bigint = 0 or q.agent_id = $6::bigint)
    and ($7 = '' or q.category = $7)
    and ($8 = '' or q.rating = $8)
    and ($10 = 'all' or q.in_incident = ($10 = 'only'))
    and v.state = 'submitted' and (v.blind or not $9::bool)
  order by v.message_id, v.id desc
), found as (
  select *, count(*) over () > $11::bigint as more from said
  order by replied_at desc, message_id desc limit $11::bigint
)
select 0, total, person, more from found
where total is not null and person is not null
union all
select k.position, f.scores[k.position], k.score, f.more
from found f join qa_review_mark k on k.review_id = f.id
where k.score is not null and f.scores[k.position] is not null
