-- sql/queries/review_marks_add.sql: the marks of a draft
-- $1 bigint    review
-- $2 bigint[]  positions
-- $3 text[]    scores, null: does not apply
-- $4 text[]    notes
-- $5 text[]    evidence
-- returns nothing
insert into qa_review_mark (review_id, position, score, note, evidence)
select $1::bigint, position, score::float8, note, evidence
from unnest($2::bigint[], $3::text[], $4::text[], $5::text[])
  as m(position, score, note, evidence)
