-- sql/queries/review_marks_clear.sql: takes the marks of a draft away, for others
-- $1 bigint  review
-- returns nothing
delete from qa_review_mark where review_id = $1::bigint
