#!/bin/bash
# SPDX-License-Identifier: MIT
# What goes to the model's API and what its stand-in answers have the shapes of
# OpenAI's published description (tests/lib/openai.json), in both forms, one by one
# and by batch, good answers and bad ones.
. "${0%/*}/../lib/model.sh"
model_open replies
model_people
model_is on
api=$sandbox_url/openai/v1

# shape TITLE NAME: each JSON value of standard input has it, and there is one.
shape()
{
	local faults

	cat >"$R/values"
	faults=$(jq -r --slurpfile doc "$lib/openai.json" --arg path "/$2" \
	    --arg method get --arg status 200 -f "$lib/schema.jq" \
	    "$R/values" 2>&1 | sort -u | head -n 5)
	is "$1" "$faults$(jq -s length "$R/values")" \
	    "$(jq -s 'length | if . == 0 then 1 else . end' "$R/values")"
}

call()
{
	curl -sS -H 'Authorization: Bearer sk-sandbox' \
	    -H 'Content-Type: application/json' "$@"
}

sent()
{
	curl -sS "$sandbox_url/_sandbox/openai"
}

words='I was charged twice, "says" {n}' reply='Hello, your number {n} is done.'

# --- one by one -----------------------------------------------------------------------

tickets 1 3 "$words" "$reply"
model_round
sent | shape 'chat: what is sent' ChatRequest
sent | head -n 1 >"$R/chat"
call "$api/chat/completions" -d "@$R/chat" | shape 'chat: a good answer' ChatAnswer
ask openai/clear >/dev/null
stack_env+=(OPENAI_USE_RESPONSES=1)
tickets 11 13 "$words" "$reply"
model_round
sent | shape 'responses: what is sent' ResponsesRequest
sent | head -n 1 >"$R/responses"
call "$api/responses" -d "@$R/responses" |
    shape 'responses: a good answer' ResponsesAnswer
jq . "$R/chat" | jq 'del(.store)' >"$R/without"
is 'a shape that is not kept is found' "$(jq -r --slurpfile doc \
    "$lib/openai.json" --arg path /ChatRequest --arg method get --arg status 200 \
    -f "$lib/schema.jq" "$R/without" | grep -c store)" 1

# The rows of the reference's table of answers that cannot be used; what is done
# about each stands in quality_model.sh and tests/unit/openai.c.
while read -r fault; do
	for form in chat responses; do
		ask "fault?kind=$fault&path=openai" >/dev/null
		if [ $form = chat ]; then
			call "$api/chat/completions" -d "@$R/chat" |
			    shape "chat, $fault: the stand-in keeps the shape" ChatAnswer
		else
			call "$api/responses" -d "@$R/responses" |
			    shape "responses, $fault: the stand-in keeps the shape" ResponsesAnswer
		fi
	done
done <<'TXT'
truncated
refused
filtered
nothing
bad_json
wrong_keys
off_scale
TXT
for form in chat responses; do
	ask 'fault?kind=tool_calls&path=openai' >/dev/null
	[ $form = chat ] && call "$api/chat/completions" -d "@$R/chat" |
	    shape 'chat, tool_calls: the stand-in keeps the shape' ChatAnswer
	ask faults/clear >/dev/null
	ask 'fault?kind=failed&path=openai' >/dev/null
	[ $form = responses ] && call "$api/responses" -d "@$R/responses" |
	    shape 'responses, failed: the stand-in keeps the shape' ResponsesAnswer
	ask faults/clear >/dev/null
done
for fault in too_long quota 429; do
	ask "fault?kind=$fault&path=openai" >/dev/null
	call "$api/chat/completions" -d "@$R/chat" |
	    shape "$fault: an error's shape" Error
done

# --- by batch ---------------------------------------------------------------------------

ask 'set?openai_batch_looks=1' >/dev/null
n=100
for form in Chat Responses; do
	[ $form = Chat ] && stack_env+=(OPENAI_USE_RESPONSES=0) ||
		stack_env+=(OPENAI_USE_RESPONSES=1)
	unasked $((n += 10)) $((n + 4)) "$words" "$reply"
	backlog >/dev/null
	ask 'fault?kind=batch_expired&path=POST+/openai/v1/batches' >/dev/null
	ask 'fault?kind=too_long&path=batch-line' >/dev/null
	model_round
	input=$(db "select input_file from model_batch order by id desc limit 1")
	id=$(db "select batch from model_batch order by id desc limit 1")
	call "$api/files/$input/content" | shape "$form: lines of a batch" ${form}Line
	call "$api/files/$input" | shape "$form: the file" File
	call "$api/batches" | shape "$form: the list" BatchList
	for i in 1 2 3; do
		call "$api/batches/$id" | shape "$form: the batch at look $i" Batch
	done
	for file in output error; do
		call "$api/files/$(call "$api/batches/$id" |
		    jq -r ".${file}_file_id")/content" |
		    shape "$form: lines of the $file file" LineAnswer
	done
	for i in {1..6}; do again; done
done
sent=$(ask openai/batches)
shape 'what creates a batch' BatchRequest <<<"$sent"
is 'nothing was refused for its shape' "$(ask stats | jq .openai_bad)" 0
check_end
