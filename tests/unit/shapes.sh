#!/bin/bash
# SPDX-License-Identifier: MIT
# What the clients of Anthropic, of embeddings and of Pinecone send in their own tests
# fits what their makers describe (tests/lib/services.json); each rule can fail.
set -u
src=${srcdir:-.}
sent_lib=$src/tests/lib
. "$sent_lib/sent.sh"
failures=0
type jq >/dev/null 2>&1 || exit 77
work=$(mktemp -d) || exit
trap 'rm -rf "$work"' EXIT

is()
{
	if [ "$2" = "$3" ]; then
		printf 'ok - %s\n' "$1"
	else
		printf 'not ok - %s\n# got: %s\n# wanted: %s\n' "$1" "$2" "$3"
		failures=$((failures + 1))
	fi
}

for client in anthropic embeddings pinecone; do
	REQUESTS=$work/requests ./tests/unit/$client >"$work/log" 2>&1
	is "the tests of $client pass" $? 0
done
sent_read <"$work/requests" >"$work/read"
is 'there are many' "$([ "$(wc -l <"$work/read")" -gt 200 ] && echo yes)" yes
is 'each fits, but what the tests send to be refused' "$(sent_faults "$work/read")" \
    'anthropic: GET /anthropic/v1/messages/batches/msgbatch_9/../x is not known
pinecone, POST ^/pinecone/indexes$: body.name is not like ^[a-z0-9-]{1,45}$'
is 'each operation that they have was seen' "$(sent_kinds "$work/read" |
    grep -vc null)" "$(jq '[.operations[] | select(.service == ("anthropic", "openai",
    "pinecone"))] | length' "$sent_lib/services.json")"

is 'every rule can fail' "$(sent_mutants "$work/read" <<'TXT'
POST /anthropic/v1/messages | .path += "/none" | is not known
POST /anthropic/v1/messages | del(.head["x-api-key"]) | head.x-api-key is missing
POST /anthropic/v1/messages | .head["anthropic-version"] = "2024-01-01" | head.anthropic-version is
POST /anthropic/v1/messages | .head.authorization = "Bearer x" | head.authorization is
POST /anthropic/v1/messages | .head["content-type"] = "text/plain" | content-type is not like
POST /anthropic/v1/messages | .query.beta = "true" | query.beta is not known
POST /anthropic/v1/messages | .bytes = 32000001 | at most 32000000
POST /anthropic/v1/messages | .body = "x" | body is string
POST /anthropic/v1/messages | del(.body.max_tokens) | body.max_tokens is missing
POST /anthropic/v1/messages | .body.max_tokens = 21334 | above 21333
POST /anthropic/v1/messages | .body.max_tokens = 1.5 | not integer
POST /anthropic/v1/messages | del(.body.model) | body.model is missing
POST /anthropic/v1/messages | .body.temperature = 0 | body.temperature is not known
POST /anthropic/v1/messages | .body.top_p = 1 | body.top_p is not known
POST /anthropic/v1/messages | .body.stream = true | body.stream is not known
POST /anthropic/v1/messages | .body.messages = [] | fewer than 1
POST /anthropic/v1/messages | .body.messages[0].role = "system" | role is system
POST /anthropic/v1/messages | .body.messages[0].role = "assistant" | [first].role
POST /anthropic/v1/messages | .body.messages += [{role: "assistant", content: "{"}] | [last].role
POST /anthropic/v1/messages | .body.messages[0].name = "x" | name is not known
POST /anthropic/v1/messages | .body.messages[0].content = "" | content
POST /anthropic/v1/messages | .body.messages[0].content = [{type: "image", text: "x"}] | content
POST /anthropic/v1/messages | .body.system = [{type: "text", text: "x", cache_control: {type: "lasting"}}] | system
POST /anthropic/v1/messages | .body.system = [{type: "text", text: "x", cache_control: {type: "ephemeral", ttl: "2h"}}] | system
POST /anthropic/v1/messages | .body.system = [range(5) \| {type: "text", text: "x", cache_control: {type: "ephemeral"}}] | more than 4 cache_control
POST /anthropic/v1/messages | .body.output_config = {format: {type: "json_object", schema: {}}} | type is json_object
POST /anthropic/v1/messages | .body.output_config = {format: {type: "json_schema"}} | schema is missing
POST /anthropic/v1/messages | .body.output_config = {format: {type: "json_schema", name: "x", schema: {}}} | name is not known
POST /anthropic/v1/messages | .body.output_config = {format: {type: "json_schema", schema: {type: "object", properties: {}, additionalProperties: true}}} | additionalProperties
POST /anthropic/v1/messages | .body.output_config = {format: {type: "json_schema", schema: {type: "object", properties: {}}}} | additionalProperties is missing
POST /anthropic/v1/messages | .body.output_config = {format: {type: "json_schema", schema: {type: "number", minimum: 0}}} | minimum is not known
POST /anthropic/v1/messages | .body.output_config = {format: {type: "json_schema", schema: {type: "string", maxLength: 5}}} | maxLength is not known
POST /anthropic/v1/messages | .body.output_config = {format: {type: "json_schema", schema: {type: "array", items: {type: "string"}, maxItems: 5}}} | maxItems is not known
POST /anthropic/v1/messages | .body.output_config = {format: {type: "json_schema", schema: {type: "array", minItems: 2}}} | minItems is above 1
POST /anthropic/v1/messages | .body.output_config = {effort: "most"} | effort is most
POST /anthropic/v1/messages | .body.tools = [{name: "a b", input_schema: {}}] | name is not like
POST /anthropic/v1/messages | .body.tools = [{name: "a"}] | input_schema is missing
POST /anthropic/v1/messages | .body.tool_choice = {type: "force"} | type is force
POST /anthropic/v1/messages | .body.thinking = {type: "enabled", budget_tokens: 5} | thinking
POST /anthropic/v1/messages/batches | .body.requests = [] | fewer than 1
POST /anthropic/v1/messages/batches | .body.requests[0].custom_id = "a.b" | custom_id is not like
POST /anthropic/v1/messages/batches | del(.body.requests[0].custom_id) | custom_id is missing
POST /anthropic/v1/messages/batches | .body.requests[0].params.stream = false | stream is not known
POST /anthropic/v1/messages/batches | .body.endpoint = "/v1/messages" | endpoint is not known
POST /anthropic/v1/messages/batches | .bytes = 256000001 | at most 256000000
POST /anthropic/v1/messages/count_tokens | .body.max_tokens = 5 | max_tokens is not known
POST /openai/v1/embeddings | del(.head.authorization) | authorization is missing
POST /openai/v1/embeddings | .head.authorization = "sk-x" | authorization is not like
POST /openai/v1/embeddings | .body.inputs = ["a"] | inputs is not known
POST /openai/v1/embeddings | del(.body.input) | input is missing
POST /openai/v1/embeddings | del(.body.model) | model is missing
POST /openai/v1/embeddings | .body.input = ["a", ""] | body.input is
POST /openai/v1/embeddings | .body.input = [] | body.input is
POST /openai/v1/embeddings | .body.input = [range(2049) \| "a"] | body.input is
POST /openai/v1/embeddings | .body.encoding_format = "hex" | encoding_format is hex
POST /openai/v1/embeddings | .body.dimensions = 0 | below 1
POST /pinecone/indexes | del(.head["api-key"]) | api-key is missing
POST /pinecone/indexes | del(.head["x-pinecone-api-version"]) | version is missing
POST /pinecone/indexes | .head["x-pinecone-api-version"] = "2024-07" | version is 2024-07
POST /pinecone/indexes | .head.authorization = "Bearer x" | head.authorization
POST /pinecone/indexes | .body.name = "Upper_case" | name is not like
POST /pinecone/indexes | .body.dimension = 20001 | above 20000
POST /pinecone/indexes | .body.metric = "dot" | metric is dot
POST /pinecone/indexes | .body.spec = {pod: {}} | pod is not known
POST /pinecone/indexes | del(.body.spec.serverless.region) | region is missing
POST /pinecone/indexes | .body.schema = {} | schema is not known
/vectors/upsert | .bytes = 2000001 | at most 2000000
/vectors/upsert | .body.vectors = [] | fewer than 1
/vectors/upsert | .body.vectors = [range(1001) \| {id: "a", values: [1]}] | more than 1000
/vectors/upsert | .body.vectors[0].id = "" | id is not like
/vectors/upsert | .body.vectors[0].id = "é" | id is not like
/vectors/upsert | .body.vectors[0].values = ["1"] | not number
/vectors/upsert | .body.vectors[0].values = [] | fewer than 1
/vectors/upsert | .body.vectors[0].metadata = {a: null} | metadata.a is null
/vectors/upsert | .body.vectors[0].metadata = {a: {b: 1}} | metadata.a is object
/vectors/upsert | .body.vectors[0].metadata = {a: [1]} | metadata.a[0] is number
/vectors/upsert | .body.vectors[0].sparse_values = {} | sparse_values is not known
/query | .body.top_k = 5 | top_k is not known
/query | .body.topK = 10001 | above 10000
/query | del(.body.topK) | topK is missing
/query | .body.id = "a" \| .body.vector = [1] | exactly one of
/query | del(.body.id, .body.vector) | exactly one of
/query | .body.filter = {a: {"$like": "x"}} | filter.a
/query | .body.filter = {a: {"$gte": "5"}} | filter.a
/query | .body.filter = {"$not": [{a: 1}]} | filter.$not
/query | .body.includeMetadata = "true" | not boolean
/vectors/fetch | del(.query.ids) | ids is missing
/vectors/fetch | .query.id = "a" | id is not known
/vectors/delete | .body.deleteAll = true \| .body.ids = ["a"] | exactly one of
/vectors/delete | .body = {namespace: "n"} | exactly one of
/vectors/delete | .body = {deleteAll: false} | deleteAll is false
/vectors/delete | .body = {ids: [range(1001) \| "a"]} | more than 1000
/describe_index_stats | .body = [] | not object
TXT
)" ''
[ $failures -eq 0 ]
