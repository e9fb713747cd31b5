-- sql/queries/enrich_newest.sql: marks conversations of the highest hundred numbers that the model was not asked about
-- $1 int   at most
-- returns  how many of the hundred have no answer, how many were marked now; none while no model is asked
with newest as (
  select a.conversation_id, a.number, a.input_hash,
    a.is_empty or a.is_unreadable as mute
  from analysis a where a.counted order by a.number desc limit 100
), missing as (
  select n.conversation_id, n.number from newest n
  where not n.mute and not exists (select from enrichment e
    where e.conversation_id = n.conversation_id and e.outcome <> 'failed'
      and e.report = n.input_hash)
), marked as (
  insert into enrich_due (conversation_id)
  select m.conversation_id from missing m, enrich_state s
  where s.engine <> 'off' and not exists (select from enrich_due d
    where d.conversation_id = m.conversation_id)
  order by m.number desc limit $1::int
  returning 1
)
select (select count(*) from missing), (select count(*) from marked)
