-- sql/queries/purge_state.sql: what a purge would take
-- returns  conversations, those of a demo, names of the demo's mailboxes, other conversations there are
select (select count(*) from conversation),
  (select count(*) from conversation c join mailbox m on m.id = c.mailbox_id
    where m.demo),
  coalesce((select string_agg(name, ', ' order by name) from mailbox
    where demo), ''),
  exists (select from conversation where mailbox_id not in (
    select id from mailbox where demo))
