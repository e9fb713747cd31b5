-- sql/queries/rollup_clear.sql: forgets the counts of hours
-- $1 timestamptz[]  hours
-- returns nothing
with gone as (
  delete from reply_open where hour = any($1::timestamptz[])
)
delete from rollup_hour where hour = any($1::timestamptz[])
  and dimension in ('all', 'category', 'mention', 'severity', 'platform',
    'version', 'intent', 'reply', 'reply_open')
