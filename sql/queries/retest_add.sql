-- sql/queries/retest_add.sql: a wish to have an engine judge replies again
-- $1 text    engine
-- $2 bigint  rubric
-- $3 bigint  replies
-- $4 text    who
-- returns    its id
insert into qa_retest (engine, rubric_version, wanted, who)
values ($1, $2::int, $3::int, $4) returning id
