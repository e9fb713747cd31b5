-- sql/queries/conversation_severity.sql: conversations, most severe first, then newest
-- $1 timestamptz  created from, null for no bound
-- $2 timestamptz  created before, null for no bound
-- $3 bigint       mailbox, 0 for all
-- $4 text         main categories with commas, '' for all
-- $5 text         one of its categories, '' for all
-- $6 text         severity, urgent for high and critical, '' for all
-- $7 text         platform, '' for all
-- $8 text         version, '' for all
-- $9 text         intent, '' for all
-- $10 bigint      group, 0 for all
-- $11 text        status, '' for all
-- $12 text        flag, '' for all
-- $13 bigint      customer, 0 for all
-- $14 text        words of the subject, '' for all
-- $15 timestamptz  creation time of the last row seen, null to begin
-- $16 bigint      conversation of the last row seen
-- $17 bigint      how many at most
-- $18 text        severity of the last row seen
-- returns          the columns of struct conversation, in its order
select told.* from filtered($1::timestamptz, $2::timestamptz, $3::bigint,
  $4, $5, $6, $7, $8, $9, $10::bigint, $11, $12, $13::bigint, $14) a
cross join told(a)
where ($15::timestamptz is null or (a.severity, a.created_at,
  a.conversation_id) < ($18::severity, $15::timestamptz, $16::bigint))
order by a.severity desc, a.created_at desc, a.conversation_id desc
limit $17::bigint
