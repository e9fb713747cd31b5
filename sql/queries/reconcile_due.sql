-- sql/queries/reconcile_due.sql: queues the daily comparison when it is time. The
-- first one comes a day after everything was imported
-- $1 bigint  days that it goes back
-- returns nothing
insert into job (kind, payload, created_by)
select 'backfill', jsonb_build_object('reconcile', $1::bigint), 'cron'
from sync_cursor c
where c.name = 'crawl' and c.done_at < now() - interval '1 day'
  and not exists (select from job j
    where j.kind = 'backfill' and j.payload ? 'reconcile'
      and (j.created_at > now() - interval '1 day'
        or j.state in ('queued', 'running')))
