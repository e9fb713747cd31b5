-- sql/queries/period_again.sql: the counts of later hours are those that a model was asked about
-- $1 time  from
-- $2 time  to, excluded
-- returns  nothing
update period_summary set from_at = $1::timestamptz, to_at = $2::timestamptz
