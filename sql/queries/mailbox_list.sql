-- sql/queries/mailbox_list.sql: all mailboxes
-- returns  id, name
select id, name from mailbox order by name, id
