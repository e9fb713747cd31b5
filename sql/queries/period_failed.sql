-- sql/queries/period_failed.sql: no answer of use about some hours; what was said of others stays
-- $1 time  their end
-- $2 text  why
-- returns  nothing
insert into period_summary as p (tried_for, tries, error)
values ($1::timestamptz, 1, $2)
on conflict (only_row) do update set tried_for = excluded.tried_for,
  error = excluded.error,
  tries = case when p.tried_for = excluded.tried_for then p.tries + 1 else 1 end
