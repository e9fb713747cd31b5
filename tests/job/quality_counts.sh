#!/bin/bash
# SPDX-License-Identifier: MIT
# What counts when the model is asked: which failures are attempts, what they cost,
# what a backlog asks again, what takes a place of a sample, and what no failure of
# one thing may hold up.
. "${0%/*}/../lib/model.sh"
model_open replies
model_people
model_is on

fault()
{
	ask "fault?kind=$1&count=${2:-1}&path=openai" >/dev/null
}

# many N M [AGENT [TIME]]
many()
{
	tickets "$1" "$2" - 'Hello, your number {n} is done.' "${@:3}"
}

db "insert into agent (id, first_name, kind) values (12, 'Bo', 'user')"

# --- attempts -------------------------------------------------------------------------

fault 429 3
many 1 1
model_round
db_is 'a busy service is no attempt, and is waited for' "select attempts, asked,
    run_at > now() from qa_ask" '0|1|t'
fault truncated
again
db_is 'so the first answer that is cut off is the first attempt' \
    'select attempts, asked from qa_ask' '1|2'
tokens()
{
	curl -sS "$sandbox_url/_sandbox/openai" | jq -sc 'map(.max_completion_tokens
	    // empty) | . as $all | map(. / ($all | min))'
}
is 'only after that is there more room' "$(tokens)" '[1,1,1,1]'
again
is 'then the next one is good' "$(answered 1 1) $(tokens | jq last)" '1 2'

db "insert into qa_ask (message_id, conversation_id, attempts)
    values (11, 1, 2), (11, 1, 0);
    update message set body = body || ' Truly.' where id = 11"
fault 429 3
model_round
db_is 'attempts of an older mark are not forgotten' \
    'select max(attempts) from qa_ask' 2
db 'delete from qa_ask' >/dev/null

# --- a problem of the service -----------------------------------------------------------

fault quota
many 2 2
model_round
db "update qa_model set waits = 4"
fault 429 3
again
db_is 'a busy answer does not say that all is well' "select problem ~ 'quota', waits
    from qa_model" 't|4'
again
db_is 'a good one does' 'select problem, waits from qa_model' '|0'

# --- what cannot be stored ----------------------------------------------------------------

db "create function nothing_stored() returns trigger language plpgsql as \$\$
    begin if new.message_id in (31, 41) and new.engine = 'openai' then
      raise exception 'no'; end if; return new; end \$\$;
    create trigger nothing_stored before insert on qa_score for each row
      execute function nothing_stored();
    delete from model_usage" >/dev/null
many 3 3
model_round
db_is 'what it cost is known all the same' "select calls, failures, cost > 0
    from model_usage" '1|1|t'
db_is 'and it is not asked again' 'select count(*) from qa_ask' 0
db 'delete from model_usage' >/dev/null
unasked 4 4 - 'Hello, your number {n} is done.'
backlog model_batch >/dev/null
for try in {1..6}; do again; done
db_is 'nor is it by batch' "select sum(calls), sum(failures), bool_and(cost > 0),
    (select count(*) from qa_ask) from model_usage where purpose = 'batch'" \
    '2|2|t|0'
db 'drop trigger nothing_stored on qa_score' >/dev/null

# --- backlogs -------------------------------------------------------------------------------

db "delete from qa_score where engine = 'openai'"
fault too_long 30
backlog model_backlog >/dev/null
model_round
ask faults/clear >/dev/null
db_is 'replies that failed for good are done with' \
    'select count(*) from qa_ask' 0
calls=$(stat calls)
db 'insert into qa_due (conversation_id) select id from conversation' >/dev/null
db 'insert into qa_ask (message_id, conversation_id) select id, conversation_id
    from message' >/dev/null
model_round
is 'and are not asked again by themselves' "$(stat calls)" "$calls"
backlog model_backlog >/dev/null
model_round
is 'but when somebody asks for a backlog' "$(answered 1 4)" 4
db_is 'which has as many as it said' "select state, done, total from job
    order by id desc limit 1" 'done|4|4'

db "insert into job (kind, payload) values ('model_backlog',
    '{\"from\": 1, \"to\": 9000000000000000}')" >/dev/null
many 5 5
model_round
is 'a backlog that cannot be read holds up no reply' "$(answered 5 5)" 1
check 'and the job says why' eval '[[ "$(db "select error from job
    order by id desc limit 1")" == *"cannot be read"* ]]'
db "update job set state = 'cancelled' where state <> 'done'" >/dev/null

# --- a sample ---------------------------------------------------------------------------------

db "update qa_setting set sampling = 'per_agent', per_agent_week = 4" >/dev/null
week="date_trunc('week', now() at time zone 'UTC') at time zone 'UTC'
    - interval '20 days'"
many 101 103 12 "$week"
model_round
is 'the first of a week' "$(answered 101 103)" 3
db "update message set body = body || ' Truly.' where id in (1011, 1021, 1031)" \
    >/dev/null
many 104 106 12 "$week"
model_round
is 'those that are judged again take no place of others' "$(answered 104 106)" 1

# --- other weights while a batch is under way -------------------------------------------------

db "update qa_setting set sampling = 'all'; delete from job; delete from qa_ask;
    delete from model_batch" >/dev/null
unasked 201 203 - 'Hello, your number {n} is done.'
ask 'set?openai_batch_looks=1' >/dev/null
backlog model_batch >/dev/null
model_round
db "insert into rubric (name, created_by) values ('Weights', 'anna');
    insert into rubric_dimension (rubric_version, position, key, name, weight,
      scale, guidance, may_na, critical)
    select 2, position, key, name, 0.25, scale, guidance, may_na, critical
    from rubric_dimension where rubric_version = 1;
    update rubric set active = version = 2 where version = 1;
    update rubric set active = true where version = 2" >/dev/null
ask 'set?openai_batch_looks=0' >/dev/null
for try in {1..6}; do again; done
db_is 'what was asked under the old ones counts under both' "select rubric_version,
    count(*), bool_and(marks_of is not null) from qa_score
    where engine = 'openai' and message_id between 2011 and 2039
    group by 1 order by 1" '1|3|f
2|3|t'
check_end
