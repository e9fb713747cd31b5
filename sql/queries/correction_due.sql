-- sql/queries/correction_due.sql: queues conversations that have no verdict yet
-- $1 bigint[]  conversations
-- returns      nothing
-- Their first verdict may be under way and not see the correction: the second
-- look does.
insert into analysis_due (conversation_id)
select id from conversation c
where id = any($1::bigint[])
  and not exists (select from analysis a where a.conversation_id = c.id)
