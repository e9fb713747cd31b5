-- sql/queries/intake_conversations.sql: upsert; unchanged rows are not written
-- $1 bigint[]        id
-- $2 bigint[]        number
-- $3 bigint[]        mailbox
-- $4 bigint[]        customer, 0 none
-- $5 bigint[]        assignee, 0 none
-- $6 text[]          kind
-- $7 text[]          status
-- $8 text[]          subject
-- $9 text[]          tags, joined by U+001F
-- $10 text[]         source
-- $11 timestamptz[]  created
-- $12 timestamptz[]  closed
-- $13 timestamptz[]  changed by a user
-- $14 timestamptz[]  modified
-- $15 timestamptz[]  first reply
-- $16 timestamptz[]  waiting since
-- $17 bigint[]       messages of the customer
-- $18 bigint[]       replies
-- $19 bigint[]       notes
-- $20 text[]         content hash, as \x hex
-- $21 bigint[]       1 when deleted
-- returns            id of each row inserted or changed
insert into conversation as c (id, number, mailbox_id, customer_id,
  assignee_id, kind, status, subject, tags, source, created_at, closed_at,
  user_updated_at, modified_at, first_reply_at, waiting_since, customer_count,
  reply_count, note_count, content_hash, deleted_at)
select id, number, mailbox, nullif(customer, 0), nullif(assignee, 0), kind,
  status, subject, string_to_array(tags, E'\x1f'), source, created, closed,
  user_updated, modified, first_reply, waiting, customers, replies, notes,
  hash::bytea, case when deleted = 1 then now() end
from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[],
  $5::bigint[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[],
  $11::timestamptz[], $12::timestamptz[], $13::timestamptz[],
  $14::timestamptz[], $15::timestamptz[], $16::timestamptz[], $17::bigint[],
  $18::bigint[], $19::bigint[], $20::text[], $21::bigint[])
  as t (id, number, mailbox, customer, assignee, kind, status, subject, tags,
    source, created, closed, user_updated, modified, first_reply, waiting,
    customers, replies, notes, hash, deleted)
on conflict (id) do update set number = excluded.number,
  mailbox_id = excluded.mailbox_id, customer_id = excluded.customer_id,
  assignee_id = excluded.assignee_id, kind = excluded.kind,
  status = excluded.status, subject = excluded.subject, tags = excluded.tags,
  source = excluded.source, created_at = excluded.created_at,
  closed_at = excluded.closed_at, user_updated_at = excluded.user_updated_at,
  modified_at = excluded.modified_at, first_reply_at = excluded.first_reply_at,
  waiting_since = excluded.waiting_since,
  customer_count = excluded.customer_count, reply_count = excluded.reply_count,
  note_count = excluded.note_count, content_hash = excluded.content_hash,
  deleted_at = case when excluded.deleted_at is not null
    then coalesce(c.deleted_at, excluded.deleted_at) end,
  merged_into = null, imported_at = now()
where c.content_hash <> excluded.content_hash
returning id
