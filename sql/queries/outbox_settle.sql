-- sql/queries/outbox_settle.sql: these wait no more
-- $1 bigint[]  rows
-- $2 text      sent, shown or dead
-- $3 text      why it was not sent, ''
-- returns nothing
update outbox set state = $2, error = $3,
  sent_at = case when $2 = 'sent' then now() end
where id = any($1::bigint[]) and state = 'queued'
