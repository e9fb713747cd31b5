-- sql/queries/dispute_sent.sql: what a form said before
-- $1 bigint  message
-- $2 text    who
-- $3 text    text
-- $4 bigint  the reply's newest one when the form was shown, 0 none
-- returns    dispute; no row when it did not say this, or that was withdrawn
select id from qa_dispute
where message_id = $1::bigint and who = $2 and text = $3
  and follows = $4::bigint and state <> 'withdrawn'
