#!/bin/bash
# SPDX-License-Identifier: MIT
# bench score-model: replies that the model scorer gets judged in a second by a model
# that thinks for 300 ms, against what so many calls at once could do; then with one
# call of five asked to wait.
. "${0%/*}/lib.sh"

replies=400
calls=8
think=300

ask()
{
	curl -sS "$sandbox_url/_sandbox/$1"
}

sql()
{
	pg_sql model -c "$1"
}

score()
{
	program tidemark-score --quality >"$R/log/quality" 2>&1
}

# Replies FROM to TO, judged by the heuristic, waiting for the model.
fill()
{
	sql "insert into conversation (id, number, mailbox_id, status, subject,
	      created_at, modified_at, content_hash)
	    select i, i, 1, 'closed', 'Refund', now() - interval '2 h', now(),
	      '\\x00' from generate_series($1, $2) i;
	    insert into message (id, conversation_id, kind, author_kind, author_id,
	      created_at, body, state)
	    select i * 10, i, 'customer', 'customer', null,
	      now() - interval '2 h', 'I was charged twice for order ' || i ||
	      ', please refund me. ' || repeat('It happened again. ', 10),
	      'published' from generate_series($1, $2) i
	    union all
	    select i * 10 + 1, i, 'agent', 'user', 11, now() - interval '1 h',
	      'Hello, sorry for the trouble. I refunded the charge of order ' || i,
	      'published' from generate_series($1, $2) i"
	score
	sql "insert into qa_ask (message_id, conversation_id)
	    select message_id, conversation_id from qa_current
	    where conversation_id between $1 and $2"
}

# Until none waits, seconds in $took, scores in $scored.
drain()
{
	local begin

	begin=$(date +%s.%N)
	sql "update qa_setting set engine = 'openai'"
	for _ in {1..20}; do
		score
		[ "$(sql 'select count(*) from qa_ask')" = 0 ] && break
		sql 'update qa_ask set run_at = now()'
	done
	took=$(awk -v a="$begin" -v b="$(date +%s.%N)" 'BEGIN { print b - a }')
	sql "update qa_setting set engine = 'heuristic'"
	scored=$(sql "select count(distinct message_id) from qa_score
	    where engine = 'openai' and outcome = 'scored'
	    and message_id between $1 * 10 and $2 * 10 + 9")
}

bench_open
pg_sql postgres -c 'create database model'
stack_env+=(DATABASE_URL="$(pg_url model)" TIDEMARK_OPENAI_CALLS="$calls"
    TIDEMARK_LOG_LEVEL=warn)
stack_model
quietly "$R/log/migrate" program tidemark-admin migrate || die 'no tables'
sandbox_start --threads-served $((2 * calls)) --openai-delay $think ||
    die 'no sandbox'
sql "insert into mailbox (id, name) values (1, 'A');
    insert into agent (id, first_name, kind) values (11, 'Ann', 'user');
    update qa_setting set daily_cap = 1000000000"

fill 1 $replies
drain 1 $replies
rate=$(ratio "$scored" "$took")
used=$(awk -v t="$(sql 'select sum(took_ms) from model_usage')" -v s="$took" \
    'BEGIN { printf "%.1f", t / 1000 / s }')
bench_say "replies scored a second, $calls at once, ${think} ms each" "$rate" /s
bench_say 'calls under way, on average' "$used" ''
bench_say "share of what $calls calls at once could do" \
    "$(ratio "$rate" "$(awk -v c=$calls -v t=$think \
    'BEGIN { print c * 1000 / t }')")" '' '>=0.7'

before=$(ask stats | jq .openai_busy)
ask 'set?openai_busy=20' >/dev/null
fill 1001 $((1000 + replies))
drain 1001 $((1000 + replies))
bench_say 'with one of five asked to wait, replies a second' \
    "$(ratio "$scored" "$took")" /s
bench_say 'calls that were asked to wait' \
    "$(($(ask stats | jq .openai_busy) - before))" ''
bench_say 'replies lost' "$((replies - scored))" '' '<=0'
bench_say 'answers paid for more than once' \
    "$(($(ask stats | jq .openai_answers) - 2 * replies))" '' '<=0'
bench_end score-model
