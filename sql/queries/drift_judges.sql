-- sql/queries/drift_judges.sql: who judged replies of a window, in the order in which they began
-- $1 timestamptz  replied from
-- $2 timestamptz  to, excluded
-- $3 text         engine
-- $4 bigint[]     mailboxes, empty for all
-- $5 bigint       agent, 0 for all
-- $6 text         main category, '' for all
-- $7 text         rating, '' for all
-- $8 text         conversations of incidents: all, without, only
-- $9 bigint       of so many replies one
-- returns         number, engine's version, rubric, model, hash of the prompt as hex or '', since (epoch), replies that it judged first
select judge, engine_version, rubric_version, model,
  coalesce(encode(prompt_hash, 'hex'), ''), extract(epoch from since)::bigint,
  count(*) filter (where first)
from qa_judges($1::timestamptz, $2::timestamptz, $3, $4::bigint[], $5::bigint,
  $6, $7, $8, $9::bigint)
group by 1, 2, 3, 4, 5, 6 order by 1
