#!/bin/bash
# SPDX-License-Identifier: MIT
# A backlog that the model is asked about by batch: every way a batch and its files
# can go wrong, and that nothing is paid for twice, whenever a program is killed.
. "${0%/*}/../lib/model.sh"
model_open replies
model_people

# Replies N to M, judged by the heuristic alone.
many()
{
	unasked "$1" "$2" 'I was charged twice, says {n}' \
	    'Hello Quentin, your number {n} is done.'
}

job_is()
{
	is "$1" "$(db 'select state, done, total from job order by id desc limit 1')" "$2"
}

# --- a batch that goes well, in both forms --------------------------------------------

ask 'set?openai_batch_looks=1' >/dev/null
many 1 7
backlog >/dev/null
model_round
db_is 'the file is there and the batch is created, nothing is answered yet' "
    select state, told, lines, batch <> '', input_file <> '', most > 0
    from model_batch" 'running|validating|7|t|t|t'
is 'the mark goes along' "$(curl -sS -H 'Authorization: Bearer sk-sandbox' \
    "$sandbox_url/openai/v1/batches" | jq -r '.data[0].metadata.tidemark')" \
    "$(db 'select mark from model_batch')"
check 'the job tells how far it is' eval '[[ "$(job_said)" == "batch of 7 is being checked"* ]]'
looked=$(ask stats | jq .openai_batches)
model_round
db_is 'it is not looked at again at once' 'select told from model_batch' validating
many 101 101
db "insert into qa_ask (message_id, conversation_id) values (1011, 101)" >/dev/null
model_round
is 'new replies go on meanwhile, one by one' "$(answered 101 101)" 1
run
is 'all are scored' "$(answered 1 7)" 7
is 'by one batch' "$(stat batches)" "$looked"
is 'with the shape that the reference asks for' "$(stat bad)" 0
job_is 'the job is done' 'done|7|7'
db_is 'the evidence is that of the reply, with names in it' "select count(*),
    bool_and(k.state = 'scored' and k.evidence_message = s.message_id and
    k.evidence ~ '^Hello Quentin, your number')
    from qa_mark k join qa_score s on s.id = k.score_id
    where s.engine = 'openai' and s.message_id < 1000" '28|t'
db_is 'the account has them at half the price' "select b.calls, b.failures,
    b.cost > 0, abs(b.cost * 1.0 / b.calls - o.cost * 0.5 / o.calls) <
      o.cost * 0.1 / o.calls
    from model_usage b, model_usage o where b.purpose = 'batch'
    and o.purpose = 'score'" '7|0|t|t'
is 'what was handed over is removed' "$(curl -sS -o /dev/null -w '%{http_code}' \
    -H 'Authorization: Bearer sk-sandbox' "$sandbox_url/openai/v1/files/file-1")" 404
sent=$(curl -sS "$sandbox_url/_sandbox/openai")
is 'nobody is named' "$(grep -icE 'quentin|zabriskie|annelise|oosterhuis' \
    <<<"$sent")" 0
ask 'set?openai_batch_looks=0' >/dev/null
stack_env+=(OPENAI_USE_RESPONSES=1)
many 201 204
ends_well 201 204 'the responses form'
stack_env+=(OPENAI_USE_RESPONSES=0)
is 'in the shape of that form' "$(stat bad)" 0

stack_env+=(TIDEMARK_OPENAI_BATCH_LINES=4)
many 301 310
ends_well 301 310 'more than a batch takes' 0 3
stack_env+=(TIDEMARK_OPENAI_BATCH_LINES=5000)

# --- lines ------------------------------------------------------------------------------

n=400
# line KIND 'WORDS': a line that cannot be used is a failure, and tried again
line()
{
	many $((n += 10)) $((n + 3))
	ask "fault?kind=$1&path=batch-line" >/dev/null
	backlog >/dev/null
	model_round
	again
	db_is "a line: $1 is a failure in words and no zero" "select count(*),
	    bool_and(total is null), bool_and(error ~* '$2') from qa_score
	    where engine = 'openai' and outcome = '${3:-failed}'
	    and message_id between $n * 10 and $n * 10 + 40" '1|t|t'
	run
	is "a line: $1, the others are scored, and it if another try may help" \
	    "$(answered $n $((n + 3)))" "${4:-4}"
	job_is "a line: $1, the job ends" 'done|4|4'
	# what is given up is not for the next backlog
	db "update qa_current set counted = false where engine = 'heuristic'" \
	    >/dev/null
	ask faults/clear >/dev/null
}

line truncated 'cut off'
line refused 'declined' refused 3
line filtered 'filter' refused 3
line nothing 'nothing'
line bad_json 'no JSON'
line wrong_keys 'empathy is missing'
line off_scale '0 to 10'
line too_long 'longer than' failed 3
line 500 'status 500'
line code_number '500.*loading'
line 429 'asks to wait'
line quota 'quota'

ask 'fault?kind=no_evidence&path=batch-line' >/dev/null
many 601 601
backlog >/dev/null
run
db_is 'a line: words that stand nowhere make a mark void' "select distinct k.state,
    s.outcome from qa_mark k join qa_score s on s.id = k.score_id
    where s.message_id = 6011 and s.engine = 'openai'" 'void|scored'

for kind in batch_twice batch_stranger; do
	n=$((n < 700 ? 700 : n))
	many $((n += 10)) $((n + 3))
	ask "fault?kind=$kind&path=batches" >/dev/null
	ends_well $n $((n + 3)) "$kind"
done
many 801 804
ask 'fault?kind=batch_missing&path=batches' >/dev/null
ends_well 801 804 'a line that no file has' 1
db_is 'a line that no file has was a failure first' "select count(*) from qa_score
    where error ~ 'without an answer' and message_id between 8010 and 8050" 1

stack_env+=(OPENAI_MODEL=gpt-6-think)
many 811 814
ends_well 811 814 'a model that takes no temperature'
stack_env+=(OPENAI_MODEL=gpt-4o-mini)

many 821 823
backlog >/dev/null
ask 'set?openai_batch_looks=1' >/dev/null
model_round
db "update message set body = body || ' Yours' where id = 8211;
    delete from message where id = 8221" >/dev/null
answers=$(stat answers)
ask 'set?openai_batch_looks=0' >/dev/null
run
is 'a reply that changed meanwhile is asked about again, one that is gone is not' \
    "$(answered 821 823) $(($(stat answers) - answers))" '2 4'

# --- batches ----------------------------------------------------------------------------

n=900
for kind in batch_expired batch_cancelled; do
	many $((n += 10)) $((n + 5))
	ask "fault?kind=$kind&path=POST+/openai/v1/batches" >/dev/null
	ends_well $n $((n + 5)) "$kind with half of its lines"
done
for kind in batch_failed batch_limit; do
	many $((n += 10)) $((n + 5))
	ask "fault?kind=$kind&path=POST+/openai/v1/batches&count=2" >/dev/null
	batches=$(stat batches)
	ends_well $n $((n + 5)) "$kind twice"
	check "$kind twice: in smaller ones" [ $(($(stat batches) - batches)) -ge 3 ]
done
many 961 963
ask 'fault?kind=batch_failed&path=POST+/openai/v1/batches&count=5' >/dev/null
answers=$(stat answers)
backlog >/dev/null
run
check 'refused three times: the job has failed, in words' eval \
    '[[ "$(job_said)" == "the service refused the batch, invalid_request: The file"* ]]'
db_is 'refused three times: nothing waits any more' "select count(*),
    (select state from job order by id desc limit 1) from qa_ask" '0|failed'
is 'refused three times: nothing was paid for' "$(stat answers)" "$answers"
ask faults/clear >/dev/null
ends_well 961 963 'asked for again it goes well'

# --- calls ------------------------------------------------------------------------------

# call KIND 'PART' 'WHAT': a call that fails is made again
call()
{
	many $((n += 10)) $((n + 3))
	ask "fault?kind=$1&path=$2" >/dev/null
	ends_well $n $((n + 3)) "$3: $1" 0 1
}

n=5000
for kind in 500 html200 drop; do
	call $kind 'POST+/openai/v1/files' 'upload'
	call $kind 'POST+/openai/v1/batches' 'creation'
	call $kind 'GET+/openai/v1/batches/' 'look'
	call $kind /content 'file'
done
call 429 'POST+/openai/v1/batches' 'creation'
call html 'POST+/openai/v1/batches' 'creation'
call lost 'POST+/openai/v1/files' 'upload'
call lost 'POST+/openai/v1/batches' 'creation carried out, its answer'
call cut 'POST+/openai/v1/batches' 'creation carried out, its answer'
call garbage 'POST+/openai/v1/batches' 'creation carried out, its answer'
call truncate_json /content 'file'
call cut /content 'file'
call empty /content 'file'
call 404 'GET+/openai/v1/batches/' 'look'
call 401 'GET+/openai/v1/batches/' 'look'
call 500 'DELETE+' 'removal'

many 1301 1303
ask 'fault?kind=lost&path=POST+/openai/v1/batches' >/dev/null
ask 'fault?kind=500&path=GET+/openai/v1/batches&count=2' >/dev/null
ends_well 1301 1303 'creation lost, and the list fails'
many 1311 1313
ask 'fault?kind=quota&path=POST+/openai/v1/batches' >/dev/null
backlog >/dev/null
again
db_is 'no money: nothing is asked for a while, which is said' "select
    problem ~ 'quota', closed_until > now() from qa_model" 't|t'
run
is 'no money: later all is scored' "$(answered 1311 1313)" 3
db_is 'no money: and all is well' 'select problem from qa_model' ''

# --- a server without batches -------------------------------------------------------------

ask 'set?openai_batch=off' >/dev/null
many 1321 1325
batches=$(stat batches)
backlog >/dev/null
again
is 'a server without batches is asked one by one' "$(answered 1321 1325)" 5
check 'which the job says' eval '[[ "$(job_said)" == "5 replies asked about; the server has no batches"* ]]'
ask 'set?openai_batch=on' >/dev/null

# --- cancelled ----------------------------------------------------------------------------

ask 'set?openai_batch_looks=1' >/dev/null
many 1401 1410
cancels_well 1401 1410
ask 'set?openai_batch_looks=0' >/dev/null
left=$((10 - $(answered 1401 1410)))
answers=$(stat answers)
backlog >/dev/null
run
is 'begun again it takes what is left' \
    "$(answered 1401 1410) $(($(stat answers) - answers))" "10 $left"

many 1421 1425
ask 'fault?kind=lost&path=POST+/openai/v1/batches' >/dev/null
backlog_cancelled
run
db_is 'cancelled while nobody knows whether it was created: it is found' "select
    told from model_batch order by id desc limit 1" 'cancelled'
backlog >/dev/null
run

ask 'set?openai_batch_looks=1' >/dev/null
many 1431 1436
purges_well 1431 1436

# --- the cap --------------------------------------------------------------------------------

same_day
db "delete from model_usage where day < (now() at time zone 'UTC')::date" >/dev/null
spent=$(db 'select coalesce(sum(cost), 0) from model_usage')
ask 'set?openai_batch_looks=1' >/dev/null
many 1501 1540
db "update qa_setting set daily_cap = $spent + 12000 + $spent / 3" >/dev/null
backlog >/dev/null
model_round
db_is 'batches stop before the cap, by what they may cost at most' "select
    sum(most) > 0, $spent + sum(most) <= ($spent + 12000 + $spent / 3) * 3 / 4,
    sum(lines) between 1 and 39 from model_batch where state <> 'ended'" 't|t|t'
lines=$(db "select sum(lines) from model_batch where state <> 'ended'")
again
db_is 'and no further one is made' "select sum(lines) from model_batch
    where state <> 'ended'" "$lines"
many 1551 1551
db "insert into qa_ask (message_id, conversation_id) values (15511, 1551)" >/dev/null
model_round
is 'new replies have the rest' "$(answered 1551 1551)" 1
for try in {1..4}; do
	again
done
db_is 'what it cost is below the cap' "select sum(cost) <= $spent + 12000 + $spent / 3
    from model_usage" t
db 'update qa_setting set daily_cap = 1000000000' >/dev/null
ask 'set?openai_batch_looks=0' >/dev/null
run
is 'a higher cap lets it go on' "$(answered 1501 1540)" 40

# --- killed ---------------------------------------------------------------------------------

stack_env+=(TIDEMARK_OPENAI_BATCH_LINES=10)
ask 'set?openai_batch_looks=1' >/dev/null
many 2001 2120
answers=$(stat answers)
batches=$(stat batches)
backlog >/dev/null
for try in {1..40}; do
	due
	cut_off "0.$(printf %03d $((20 + try * 37 % 200)))"
done
check "killed $killed times" [ $killed -ge 10 ]
check 'killed: it got somewhere all the same' [ $(($(stat batches) - batches)) -ge 1 ]
run 30
is 'killed: all are scored' "$(answered 2001 2120)" 120
is 'killed: and paid for once' $(($(stat answers) - answers)) 120
db_is 'killed: each has one score' "select count(*), count(distinct message_id)
    from qa_score where engine = 'openai' and message_id between 20010 and 21209" \
    '120|120'
db_is 'killed: every batch has ended' "select count(*) from model_batch
    where state <> 'ended'" 0
check_end
