-- sql/queries/enrich_ticket.sql: what is known of a conversation before the model is asked about it
-- $1 bigint  conversation
-- returns    subject, hash of its report as hex, whether it is empty, whether it is unreadable, hash of the report that the model answered about as hex or '', version of that question, outcome or ''
select c.subject, encode(a.input_hash, 'hex'), a.is_empty, a.is_unreadable,
  coalesce(encode(e.report, 'hex'), ''), coalesce(e.version, 0),
  coalesce(e.outcome, '')
from analysis a join conversation c on c.id = a.conversation_id
left join enrichment e on e.conversation_id = a.conversation_id
where a.conversation_id = $1::bigint and a.counted
