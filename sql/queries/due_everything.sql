-- sql/queries/due_everything.sql: queues every conversation, to be judged again
-- returns nothing
insert into analysis_due (conversation_id, again)
select conversation_id, true from analysis order by created_at desc
