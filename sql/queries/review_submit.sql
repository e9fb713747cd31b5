-- sql/queries/review_submit.sql: submits a draft; from then on it stays as it is
-- $1 bigint  review
-- $2 text    total, null without
-- $3 bool    whether a critical dimension failed it
-- returns nothing
update qa_review set state = 'submitted', submitted_at = now(),
  total = $2::text::float8, failed = $3::bool
where id = $1::bigint
