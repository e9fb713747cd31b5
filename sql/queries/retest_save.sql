-- sql/queries/retest_save.sql: what a reply got when it was judged again
-- $1 bigint  retest
-- $2 bigint  message
-- $3 text    change
-- $4 text    state: scored, failed, none
-- $5 text    total, null for none
-- $6 bool    a critical dimension failed it
-- $7 text    scores by position, a float8[] literal
-- $8 text    error
-- $9 bigint  engine's version
-- $10 text   model, '' none
-- $11 text   hash of the prompt as hex, null none
-- returns    nothing
with judge as (
  update qa_retest set engine_version = $9::int, model = $10,
    prompt_hash = decode($11, 'hex')
  where id = $1::bigint and $4 = 'scored'
    and (engine_version, model, prompt_hash) is distinct from
      ($9::int, $10, decode($11, 'hex'))
)
update qa_retest_reply set state = $4, total = $5::float8, failed = $6::bool,
  scores = $7::float8[], error = $8
where retest_id = $1::bigint and message_id = $2::bigint and change = $3
  and state = 'due'
