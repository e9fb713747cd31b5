-- sql/queries/rescore_add.sql: a wish to judge stored replies by a rubric
-- $1 bigint       rubric
-- $2 text         who
-- $3 timestamptz  replies from then on; null for all times
-- $4 bigint       how many at most, newest first; 0 all
-- returns         its id
insert into rubric_rescore (rubric_version, who, since, most)
values ($1::int, $2, $3::timestamptz, $4::bigint) returning id
