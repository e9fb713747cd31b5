-- sql/queries/review_again.sql: whether a draft follows what another one followed
-- $1 bigint  review
-- returns    review; no row when it was submitted already
select d.id from qa_review d
where d.id = $1::bigint and not exists (select from qa_review v
  where v.message_id = d.message_id and v.reviewer = d.reviewer
  and v.follows = d.follows and v.state = 'submitted')
