# SPDX-License-Identifier: MIT
# tests/lib/model.sh - programs that ask a model, one by one and by batch.
#
#	. "${0%/*}/../lib/model.sh"
#	model_open replies		or conversations: what the model is asked about
#	model_people			who is in the data; none of these names may leave
#	ticket ID 'WORDS' ['REPLY']	a customer's words, and what an agent (11) said
#	tickets N M 'WORDS' ['REPLY' [AGENT [TIME]]]	{n} in them is the number of
#					each; WORDS -: the customer wrote nothing
#	unasked N M 'WORDS' ['REPLY']	the same, judged while no model is asked
#	model_is on			or off
#	model_round			the program runs once
#	due				what waits for a later look or try is due now
#	again				both
#	run [TIMES]			until nothing is left to do
#	cut_off SECONDS [SIGNAL]	a round that is ended by it; $killed counts
#	stat NAME [SERVICE]		what the sandbox counted
#	answered N M			how many of these the model has said something of
#	backlog [KIND]			a job about all that was not asked, by batch; its id
#	job_said			what the newest job says
#	ends_well N M 'WHY' [MORE [BATCHES]]	a backlog of them, with the faults that
#					wait, is paid for once each, plus MORE
#	backlog_cancelled		one that was begun and is cancelled
#	cancels_well N M		one of them, and what was answered by then is kept
#	purges_well N M			one of them, and all of it is deleted meanwhile
#	model_test			tests the connection; what the job says
#	same_day			not shortly before the day of a cap ends

. "${BASH_SOURCE[0]%/*}/crawl.sh"

# model_open WHAT [SANDBOX-ARGUMENT]...
model_open()
{
	model_about=$1
	shift
	crawl_open "$@"
	case $model_about in
	replies)
		stack_model
		model_flag=--quality model_due=qa_ask model_state=qa_model
		model_setting=qa_setting model_off=heuristic model_on=openai
		model_service=openai model_made=batches model_jobs=model
		model_done=scored model_purpose=batch
		;;
	conversations)
		stack_claude
		stack_env+=(TIDEMARK_ANTHROPIC_STRONG_MODEL=)
		model_flag=--enrich model_due=enrich_due model_state=enrich_state
		model_setting=enrich_state model_off=off model_on=anthropic
		model_service=anthropic model_made=made model_jobs=enrich
		model_done='asked about' model_purpose=enrich_batch
		;;
	*) die "model_open: replies or conversations, not $model_about" ;;
	esac
	stack_env+=(TIDEMARK_LOG_LEVEL=warn)
}

model_people()
{
	db "insert into mailbox (id, name) values (1, 'A');
	    insert into agent (id, first_name, last_name, email, kind) values
	      (11, 'Annelise', 'Oosterhuis', 'annelise@pebblefox.example', 'user');
	    insert into customer (id, first_name, last_name, email) values
	      (51, 'Quentin', 'Zabriskie', 'quentin.zabriskie@mail.example');
	    -- the last hours are summed up in tests/job/enrich_period.sh
	    insert into period_summary (to_at) values (now() + interval '1 d')" \
	    >/dev/null
}

tickets()
{
	db_with "insert into conversation (id, number, mailbox_id, customer_id,
	      status, subject, created_at, modified_at, content_hash)
	    select i, i, 1, 51, 'active', 'Help for Quentin Zabriskie',
	      ${6:-now() - interval '3 h'}, now(), '\\x00'
	    from generate_series($1, $2) i;
	    insert into message (id, conversation_id, kind, author_kind, author_id,
	      created_at, body, state)
	    select id * 10, id, 'customer', 'customer', 51, created_at,
	      replace(:'words', '{n}', id::text), 'published'
	    from conversation where id between $1 and $2 and :'words' <> '-'
	    union all
	    select id * 10 + 1, id, 'agent', 'user', ${5:-11},
	      created_at + interval '1 h',
	      replace(:'reply', '{n}', id::text), 'published'
	    from conversation where id between $1 and $2 and :'reply' <> ''" \
	    -v words="$3" -v reply="${4:-}"
	[ "$model_about" = replies ] || db "insert into analysis_due
	    (conversation_id) select generate_series($1, $2)"
}

ticket()
{
	tickets "$1" "$1" "$2" "${3:-}"
}

# What is judged here, without a model.
model_judge()
{
	if [ "$model_about" = replies ]; then
		model_round
	else
		program tidemark-score >"$R/log/score" 2>&1
	fi
}

unasked()
{
	model_is off
	tickets "$@"
	model_judge
	model_is on
}

model_is()
{
	local engine=$model_on

	[ "$1" = on ] || engine=$model_off
	db "update $model_setting set engine = '$engine'"
}

model_round()
{
	program tidemark-score "$model_flag" >"$R/log/round" 2>&1
}

due()
{
	db "update $model_due set run_at = now();
	    update model_batch set look_at = now();
	    update $model_state set closed_until = null"
}

again()
{
	due
	model_round
}

run()
{
	local i

	for ((i = 0; i < ${1:-12}; i++)); do
		again
		[ "$(db "select (select count(*) from $model_due) + (select count(*)
		    from model_batch where state <> 'ended')")" = 0 ] && return
	done
}

cut_off()
{
	db_cut "${2:-KILL}" "$1" tidemark-score "$model_flag"
}

stat()
{
	ask stats | jq -r ".${2:-$model_service}_$1"
}

answered()
{
	if [ "$model_about" = replies ]; then
		db "select count(distinct message_id) from qa_score
		    where engine = 'openai' and outcome = 'scored'
		    and message_id between $1 * 10 and $2 * 10 + 9"
	else
		db "select count(*) from enrichment where outcome = 'done'
		    and conversation_id between $1 and $2"
	fi
}

backlog()
{
	db "insert into job (kind, payload) values ('${1:-${model_jobs}_batch}',
	    '{\"from\": 1, \"to\": 4000000000}') returning id"
}

job_said()
{
	db 'select note || error from job order by id desc limit 1'
}

ends_well()
{
	local n=$(($2 - $1 + 1)) before made

	before=$(stat answers)
	made=$(stat $model_made)
	backlog "${model_jobs}_batch" >/dev/null
	run 12
	is "$3: all are $model_done" "$(answered "$1" "$2")" $n
	is "$3: and paid for once" $(($(stat answers) - before)) $((n + ${4:-0}))
	[ -z "${5:-}" ] ||
	    is "$3: so many batches" $(($(stat $model_made) - made)) "$5"
	db_is "$3: the job says so" 'select state, done, total
	    from job order by id desc limit 1' "done|$n|$n"
	db_is "$3: nothing is kept back any more" "select coalesce(sum(most), 0),
	    (select count(*) from model_batch_line), (select count(*)
	    from $model_due) from model_batch" '0|0|0'
	ask faults/clear >/dev/null
}

backlog_cancelled()
{
	local job

	job=$(backlog)
	model_round
	db "update job set state = 'cancelled', finished_at = now()
	    where id = $job"
}

cancels_well()
{
	local answers

	answers=$(stat answers)
	backlog_cancelled
	run
	db_is 'a backlog that was cancelled is cancelled at the service' "select told,
	    cancel from model_batch order by id desc limit 1" 'cancelled|t'
	is 'what was answered by then is kept, for it is paid for' \
	    "$(answered "$1" "$2")" $(($(stat answers) - answers))
	db_is 'nothing waits' "select count(*) from $model_due" 0
}

purges_well()
{
	local job answers calls
	local sum="select coalesce(sum(calls), 0) from model_usage
	    where purpose = '$model_purpose'"

	job=$(backlog)
	model_round
	calls=$(db "$sum")
	answers=$(stat answers)
	db "delete from $model_due; delete from job where id = $job;
	    delete from conversation where id between $1 and $2"
	run
	db_is 'all was purged meanwhile: it is cancelled, and what was answered is paid for' "
	    select told, (select count(*) from model_batch_line), ($sum) - $calls
	    from model_batch order by id desc limit 1" \
	    "cancelled|0|$(($(stat answers) - answers))"
}

model_test()
{
	db "insert into job (kind) values ('${model_jobs}_test')"
	model_round
	db 'select state, error || note from job order by id desc limit 1'
}

same_day()
{
	while [ $(($(date -u +%s) % 86400)) -gt 86340 ]; do sleep 1; done
}
