-- sql/queries/asking_waiting.sql: replies that wait for the model
-- $1 bigint  marks that are looked at, at most
-- returns    how many
select count(distinct message_id)
from (select message_id from qa_ask limit $1::bigint) a
