-- sql/queries/purge_demo_step.sql: the next conversations of demo mailboxes go
-- $1 bigint  after this id
-- $2 int     how many
-- $3 bigint  the job, whose payload sums up what went
-- returns    the last of them; null when none was left
with step as materialized (
  select last, told from purge_demo_step($1::bigint, $2::int)
), summed as (
  update job set payload = payload || jsonb_build_object('rows', (
    select jsonb_object_agg(t.key, t.value::bigint
      + coalesce((payload -> 'rows' ->> t.key)::bigint, 0))
    from jsonb_each_text(s.told) t))
  from step s where id = $3::bigint and s.told is not null
)
select last from step
