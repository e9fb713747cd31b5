-- sql/queries/trial_save.sql: both verdicts of a step's conversations, and where it is
-- $1 bigint    trial
-- $2 bigint[]  conversations
-- $3 text[]    main categories before
-- $4 text[]    and after
-- $5 text[]    intents before
-- $6 text[]    and after
-- $7 text[]    severities before
-- $8 text[]    and after
-- $9 text      time of the last conversation; '' when there was none
-- $10 bigint   its id
-- $11 int      how many of them a person has ruled on
-- $12 text[]   rules with a pattern that was given up on
-- $13 boolean  that was the last step
-- returns nothing
with kept as (
  insert into rules_trial_verdict
  select $1::bigint, g.id, g.cb, g.ca, g.ib, g.ia, g.sb::severity,
    g.sa::severity
  from unnest($2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[],
    $7::text[], $8::text[]) as g(id, cb, ca, ib, ia, sb, sa)
  on conflict do nothing
)
update rules_trial set judged = judged + cardinality($2::bigint[]),
  ruled = ruled + $11::int,
  at = coalesce(nullif($9, '')::timestamptz, at),
  at_id = case when $9 = '' then at_id else $10::bigint end,
  over_limit = (select coalesce(array_agg(distinct o order by o), '{}')
    from unnest(over_limit || $12::text[]) o),
  done_at = case when $13::boolean then now() end
where id = $1::bigint
