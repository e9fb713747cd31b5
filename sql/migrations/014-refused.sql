-- sql/migrations/013-refused.sql: whose requests were refused: deliveries of Help
-- Scout and buttons of Slack are counted alike.
alter table webhook_refused
  add column source text not null default 'helpscout'
    check (source in ('helpscout', 'slack')),
  drop constraint webhook_refused_pkey,
  add primary key (source, hour, cause);
