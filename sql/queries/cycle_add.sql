-- sql/queries/cycle_add.sql: a cycle of reviews
-- $1 text         name
-- $2 timestamptz  first day of the replies (UTC)
-- $3 timestamptz  last day
-- $4 bigint       reviews per agent
-- $5 bigint       mailbox, 0 all
-- $6 text         main category, '' all
-- $7 text         rating, '' all
-- $8 text         pick: chance, spotlight
-- $9 bool         blind
-- $10 text        who
-- returns         cycle
insert into qa_cycle (name, begins, ends, goal, mailboxes, category, rating,
  pick, blind, created_by)
values ($1, ($2::timestamptz at time zone 'UTC')::date,
  ($3::timestamptz at time zone 'UTC')::date, $4::bigint,
  case $5::bigint when 0 then '{}' else array[$5::bigint] end, $6, $7, $8,
  $9::bool, $10)
returning id
