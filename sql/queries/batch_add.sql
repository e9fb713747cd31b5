-- sql/queries/batch_add.sql: adds lines to a batch that is being made
-- $1 bigint    batch
-- $2 bigint[]  what they are about: messages, or conversations
-- $3 bigint[]  their conversations
-- $4 bigint[]  newest marks
-- $5 bigint[]  attempts so far
-- $6 text[]    hashes of what is asked, as hex
-- $7 bigint[]  what each may cost, millionths of a dollar
-- $8 bigint[]  1: the larger model is asked
-- returns      nothing
with added as (
  insert into model_batch_line (batch_id, item_id, conversation_id, ask_id,
    attempts, input_hash, most, strong, subject)
  select $1::bigint, g.item_id, g.conversation_id, g.ask_id, g.attempts::int,
    decode(g.hash, 'hex'), g.most, g.strong <> 0, b.subject
  from model_batch b, unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::text[],
    $7::bigint[], $8::bigint[])
    as g(item_id, conversation_id, ask_id, attempts, hash, most, strong)
  where b.id = $1::bigint
  returning most
)
update model_batch b set lines = b.lines + s.n, most = b.most + s.most
from (select count(*) as n, coalesce(sum(most), 0) as most from added) s
where b.id = $1::bigint
