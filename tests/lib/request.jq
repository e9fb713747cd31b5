# SPDX-License-Identifier: MIT
# tests/lib/request.jq - what is wrong with a request, by somebody else's OpenAPI
# description: one line a fault, nothing when it fits. Plain JSON Schema, as far as
# such descriptions use it.
#
#	jq -r --slurpfile doc DESCRIPTION --arg path /v1/embeddings \
#	    --arg method post -f request.jq bodies.ndjson

def resolve($doc):
	if has("$ref") then
		$doc.components.schemas[.["$ref"] | split("/") | last]
		| resolve($doc)
	else . end;

def is_a($kind):
	type as $t
	| $t == $kind or ($kind == "integer" and $t == "number" and . == floor);

def wrong_value($s; $at):
	. as $v
	| ([$s.type // empty] | flatten) as $kinds
	| if ($kinds | length) > 0
	    and all($kinds[]; . as $k | $v | is_a($k) | not) then
		"\($at) is \($v | type), not \($kinds | join(" or "))"
	elif $s.enum and all($s.enum[]; . != $v) then
		"\($at) is \($v), not one of \($s.enum | join(" "))"
	elif type == "string" and length < ($s.minLength // 0) then
		"\($at) is shorter than \($s.minLength)"
	elif type == "string" and $s.maxLength and length > $s.maxLength then
		"\($at) is longer than \($s.maxLength)"
	elif type == "array" and length < ($s.minItems // 0) then
		"\($at) has fewer than \($s.minItems) items"
	elif type == "array" and $s.maxItems and length > $s.maxItems then
		"\($at) has more than \($s.maxItems) items"
	elif type == "number" and $s.minimum and $v < $s.minimum then
		"\($at) is below \($s.minimum)"
	elif type == "number" and $s.maximum and $v > $s.maximum then
		"\($at) is above \($s.maximum)"
	else empty end;

def wrong_keys($s; $at):
	. as $v
	| if type != "object" then empty
	else
		(($s.required // [])[] | select(in($v) | not)
		    | "\($at).\(.) is missing"),
		(if $s.additionalProperties == false then
			keys_unsorted[] | select(in($s.properties // {}) | not)
			| "\($at).\(.) is not known"
		else empty end)
	end;

def faults($doc; $schema; $at):
	. as $v
	| ($schema | resolve($doc)) as $s
	| wrong_value($s; $at), wrong_keys($s; $at),
	(($s.anyOf // $s.oneOf // empty) as $ways
	    | [$ways[] as $one | [$v | faults($doc; $one; $at)]]
	    | if any(.[]; length == 0) then empty else min_by(length)[] end),
	(if type == "object" then
		to_entries[] | .key as $k | .value
		| faults($doc; $s.properties[$k]? // {}; "\($at).\($k)")
	elif type == "array" and $s.items then
		to_entries[] | .key as $i | .value
		| faults($doc; $s.items; "\($at)[\($i)]")
	else empty end);

$doc[0] as $d
| ($d.paths[$path][$method].requestBody.content["application/json"].schema
    // error("no schema for \($method) \($path)")) as $s
| faults($d; $s; "body")
