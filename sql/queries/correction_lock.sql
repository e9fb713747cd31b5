-- sql/queries/correction_lock.sql: lets one writer at a time change what conversations count as
-- $1 bigint[]  conversations
-- returns      those that are analysed
-- In one order, the one in which verdicts are written, so that nobody waits for
-- somebody who waits for him.
select conversation_id from analysis
where conversation_id = any($1::bigint[])
order by conversation_id
for no key update
