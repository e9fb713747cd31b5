#!/bin/bash
# SPDX-License-Identifier: MIT
# Conversations of a backlog that a model is asked about by batch: every way a batch
# and its lines can go wrong, and that nothing is paid for twice, whenever a program
# is killed and whatever else is at the service.
. "${0%/*}/../lib/model.sh"
model_open conversations
api=$sandbox_url/anthropic/v1/messages/batches
model_people

# Conversations N to M, judged by the rules alone.
many()
{
	unasked "$1" "$2" 'The game crashes in level {n}, says Quentin'
}

# --- a batch that goes well -----------------------------------------------------------

many 1 7
backlog >/dev/null
model_round
db_is 'the batch is created, nothing is answered yet' "select subject, state, told,
    lines, batch <> '', most > 0 from model_batch" \
    'conversation|running|in_progress|7|t|t'
check 'the job tells how far it is' eval \
    '[[ "$(job_said)" == "batch of 7 is being answered"* ]]'
model_round
db_is 'it is not looked at again at once' 'select told from model_batch' in_progress
ticket 101 'It crashes'
model_judge
model_round
is 'what is new goes on meanwhile, one by one' "$(answered 101 101)" 1
run
is 'all are asked about' "$(answered 1 7)" 7
is 'by one batch' "$(stat made)" 1
is 'with the shape that the reference asks for' "$(stat bad)" 0
db_is 'the job is done' 'select state, done, total from job' 'done|7|7'
db_is 'the account has them at half the price' "select b.calls, b.failures,
    b.cost > 0, abs(b.cost * 1.0 / b.calls - o.cost * 0.5 / o.calls) <
      o.cost * 0.15 / o.calls
    from model_usage b, model_usage o where b.purpose = 'enrich_batch'
    and o.purpose = 'enrich'" '7|0|t|t'
is 'nobody is named' "$(curl -sS "$sandbox_url/_sandbox/anthropic" | grep -icE \
    'quentin|zabriskie|annelise|oosterhuis')" 0
ask 'set?anthropic_looks=0' >/dev/null
stack_env+=(TIDEMARK_ANTHROPIC_BATCH_LINES=4)
many 301 310
ends_well 301 310 'more than a batch takes' 0 3
stack_env+=(TIDEMARK_ANTHROPIC_BATCH_LINES=5000)

# --- lines ------------------------------------------------------------------------------

n=400
# line KIND OUTCOME 'WORDS' DONE MORE: a line that cannot be used is a failure in
# words and no empty answer, and is tried again when that may help
line()
{
	local answers

	many $((n += 10)) $((n + 3))
	answers=$(stat answers)
	ask "fault?kind=$1&path=anthropic/line/" >/dev/null
	backlog >/dev/null
	model_round
	again
	db_is "a line: $1 is $2 in words" "select count(*), bool_and(summary = ''),
	    bool_and(error ~* '$3') from enrichment where outcome = '$2'
	    and conversation_id between $n and $n + 3" \
	    "$([ "$2" = none ] && echo '0||' || echo '1|t|t')"
	run
	is "a line: $1, what others and a next try come to" \
	    "$(answered $n $((n + 3))) $(($(stat answers) - answers))" "$4 $5"
	db_is "a line: $1, the job ends" 'select state, done, total from job
	    order by id desc limit 1' 'done|4|4'
	db "update analysis set counted = false where conversation_id between $n
	    and $n + 3" >/dev/null
	ask faults/clear >/dev/null
}

line truncated failed 'cut off' 4 5
line refused refused declined 3 4
line nothing failed nothing 4 5
line bad_json failed JSON 4 5
line window failed 'cut off' 4 5
line odd_stop failed 'not known' 4 5
line 400 failed 'refuses the request' 3 3
line 529 failed 'overloaded|busy' 4 4
line expired none . 4 4
line canceled none . 4 4

# plain: it does not know output_config, and tells only when it is asked
stack_env+=(TIDEMARK_ANTHROPIC_MODEL=claude-plain)
ask 'set?anthropic_models=claude-haiku-4-5+claude-sonnet-4-5+claude-plain' >/dev/null
many 611 613
backlog >/dev/null
run
is 'a model that does not know the form is asked one by one' "$(answered 611 613)" 3
stack_env+=(TIDEMARK_ANTHROPIC_MODEL=claude-haiku-4-5)

many 621 623
backlog >/dev/null
ask 'set?anthropic_looks=1' >/dev/null
model_round
answers=$(stat answers)
db "update message set body = body || ' again' where id = 6210;
    insert into analysis_due (conversation_id) values (621);
    delete from conversation where id = 622" >/dev/null
ask 'set?anthropic_looks=0' >/dev/null
model_judge
run
is 'one that changed meanwhile is asked about again, one that is gone is not' \
    "$(answered 621 623) $(($(stat answers) - answers))" '2 4'

# --- batches ----------------------------------------------------------------------------

n=5000
# call KIND 'PART' 'WHAT': a call that fails is made again
call()
{
	many $((n += 10)) $((n + 3))
	ask "fault?kind=$1&path=$2&count=${4:-1}" >/dev/null
	ends_well $n $((n + 3)) "$3: $1" 0 1
}

for kind in 500 html200 drop 529; do
	call $kind 'POST+/anthropic/v1/messages/batches' 'creation'
	call $kind 'GET+/anthropic/v1/messages/batches/' 'look' 4
	call $kind /results 'results' 4
done
for kind in lost cut garbage truncate_json; do
	call $kind 'POST+/anthropic/v1/messages/batches' \
	    'creation carried out, its answer'
done
for kind in truncate_json cut empty; do
	call $kind /results 'results'
done
call 401 'GET+/anthropic/v1/messages/batches/' 'look'
call 404 'GET+/anthropic/v1/messages/batches/' 'look'

# others BATCHES LINES: of somebody else with the same key
others()
{
	local i

	for ((i = 0; i < $1; i++)); do
		jq -nc --argjson n "$2" '{requests: [range($n) | {custom_id:
		    "theirs-\(.)", params: {model: "claude-haiku-4-5",
		    max_tokens: 9, messages: [{role: "user", content: "x"}]}}]}' |
			curl -sS -o /dev/null -H 'x-api-key: sk-ant-sandbox' \
			    -H 'anthropic-version: 2023-06-01' \
			    -H 'content-type: application/json' -d @- "$api"
	done
}

many 5701 5703
ask 'fault?kind=lost&path=POST+/anthropic/v1/messages/batches' >/dev/null
backlog >/dev/null
answers=$(stat answers)
made=$(stat made)
model_round
others 3 3
others 2 5
run
is 'ours is found among those of others, and taken once' \
    "$(answered 5701 5703) $(($(stat made) - made))" '3 6'
is 'and what others asked is not ours' "$(db "select count(*) from enrichment
    where conversation_id between 5701 and 5703")" 3
many 5711 5713
ask 'fault?kind=drop&path=POST+/anthropic/v1/messages/batches' >/dev/null
backlog >/dev/null
model_round
others 1 3
run
is 'one that was never created is, though others have the same length' \
    "$(answered 5711 5713)" 3

for kind in 402 401 spend; do
	many $((n += 10)) $((n + 2))
	ask "fault?kind=$kind&path=POST+/anthropic/v1/messages/batches" >/dev/null
	backlog >/dev/null
	model_round
	db_is "$kind: nothing is asked for a while, which is said" "select
	    problem ~ 'credit|key|limits', closed_until > now() from enrich_state" 't|t'
	run
	is "$kind: later all are asked about" "$(answered $n $((n + 2)))" 3
	db_is "$kind: and all is well" 'select problem from enrich_state' ''
done
many 5801 5803
ask 'fault?kind=400&path=POST+/anthropic/v1/messages/batches&count=3' >/dev/null
answers=$(stat answers)
backlog >/dev/null
run
check 'refused three times: the job has failed, in words' eval \
    '[[ "$(job_said)" == "the service refused the batch: "* ]]'
is 'refused three times: nothing was paid for, nothing waits' \
    "$(stat answers) $(db 'select count(*) from enrich_due')" "$answers 0"
ask faults/clear >/dev/null
ends_well 5801 5803 'asked for again it goes well'
many 5811 5815
ask 'fault?kind=404&path=POST+/anthropic/v1/messages/batches' >/dev/null
backlog >/dev/null
model_round
is 'a server without batches is asked one by one' "$(answered 5811 5815)" 5
check 'which the job says' eval \
    '[[ "$(job_said)" == "5 conversations asked about; the server has no batches"* ]]'
ask faults/clear >/dev/null

# --- cancelled ----------------------------------------------------------------------------

ask 'set?anthropic_looks=1' >/dev/null
many 1401 1410
cancels_well 1401 1410
ask 'set?anthropic_looks=0' >/dev/null
ends_well 1401 1410 'begun again'
ask 'set?anthropic_looks=1' >/dev/null
many 1421 1425
ask 'fault?kind=lost&path=POST+/anthropic/v1/messages/batches' >/dev/null
backlog_cancelled
answers=$(stat answers)
run
db_is 'cancelled while nobody knows whether it was created: it is found, and what was
 paid for is kept' "select state, (select count(*) from enrichment
      where conversation_id between 1421 and 1425 and outcome = 'done')
    from model_batch order by id desc limit 1" \
    "ended|$(($(stat answers) - answers))"
many 1431 1436
purges_well 1431 1436

# --- the cap --------------------------------------------------------------------------------

same_day
spent=$(db "select coalesce(sum(cost), 0) from model_usage where purpose like 'enrich%'")
many 1501 1540
cap=$(((spent + 40000) * 4 / 3))
db "update enrich_state set daily_cap = $cap" >/dev/null
backlog >/dev/null
model_round
db_is 'batches stop before the cap, by what they may cost at most' "select
    sum(most) > 0, $spent + sum(most) <= $cap * 3 / 4, sum(lines) between 1 and 39
    from model_batch where state <> 'ended'" 't|t|t'
for try in {1..4}; do
	again
done
db_is 'what it cost is below the cap' "select sum(cost) <= $cap
    from model_usage where purpose like 'enrich%'" t
db 'update enrich_state set daily_cap = 1000000000' >/dev/null
ask 'set?anthropic_looks=0' >/dev/null
run
is 'a higher cap lets it go on' "$(answered 1501 1540)" 40

# --- killed ---------------------------------------------------------------------------------

stack_env+=(TIDEMARK_ANTHROPIC_BATCH_LINES=10)
ask 'set?anthropic_looks=1' >/dev/null
many 2001 2120
answers=$(stat answers)
backlog >/dev/null
for try in {1..40}; do
	due
	cut_off "0.$(printf %03d $((20 + try * 37 % 160)))"
done
check "killed $killed times" [ $killed -ge 3 ]
run 40
is 'killed: all are asked about' "$(answered 2001 2120)" 120
is 'killed: and paid for once' $(($(stat answers) - answers)) 120
db_is 'killed: every batch has ended' "select count(*) from model_batch
    where state <> 'ended'" 0
check_end
