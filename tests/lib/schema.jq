# SPDX-License-Identifier: MIT
# tests/lib/schema.jq - what is wrong with an answer, by docs/openapi.json: one
# line a fault, nothing when it fits. Stricter than JSON Schema: members stand in
# the order of the schema's properties, unless it says x-any-order; those that it
# does not require may be absent.
#
#	jq -r --slurpfile doc docs/openapi.json --arg path /healthz \
#	    --arg method get --arg status 200 -f schema.jq answer.json

def resolve($doc):
	if has("$ref") then
		$doc.components.schemas[.["$ref"] | split("/") | last]
		| resolve($doc)
	else . end;

def is_a($kind):
	type as $t
	| $t == $kind or ($kind == "integer" and $t == "number" and . == floor);

def wrong_type($s; $at):
	. as $v
	| ([$s.type // empty] | flatten) as $kinds
	| if ($kinds | length) == 0 or any($kinds[]; . as $k | $v | is_a($k))
	then empty
	else "\($at) is \($v | type), not \($kinds | join(" or "))" end;

def wrong_value($s; $at):
	. as $v
	| if $v == null then empty
	elif $s.enum and ($s.enum | index([$v])) == null then
		"\($at) is \($v), not one of \($s.enum | join(" "))"
	elif $s.format == "date-time"
	    and ($v | test("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ$") | not)
	then "\($at) is no time with Z: \($v)"
	elif $s.maxItems and ($v | length) > $s.maxItems then
		"\($at) has more than \($s.maxItems) items"
	elif $s.maximum and $v > $s.maximum then "\($at) is above \($s.maximum)"
	elif $s.minimum and $v < $s.minimum then "\($at) is below \($s.minimum)"
	else empty end;

def wrong_keys($s; $at):
	if type != "object" or ($s.properties | not) then empty
	else
		keys_unsorted as $has
		| ($s.required // ($s.properties | keys_unsorted)) as $needed
		| [$s.properties | keys_unsorted[] | select(
		    . as $k | any($has[], $needed[]; . == $k))] as $wanted
		| if $has == $wanted
		    or ($s["x-any-order"] and ($has | sort) == ($wanted | sort))
		then empty
		else "\($at) has \($has | join(" ")), not \($wanted | join(" "))"
		end
	end;

def faults($doc; $schema; $at):
	. as $v
	| ($schema | resolve($doc)) as $s
	| if $s.anyOf then
		[$s.anyOf[] as $one | [$v | faults($doc; $one; $at)]]
		| if any(.[]; length == 0) then empty
		else min_by(length)[] end
	else
		wrong_type($s; $at), wrong_value($s; $at), wrong_keys($s; $at),
		if type == "object" then
			to_entries[] | .key as $k
			| ($s.properties[$k]? // ($s.additionalProperties
			    | objects) // {}) as $next
			| .value | faults($doc; $next; "\($at).\($k)")
		elif type == "array" and $s.items then
			to_entries[] | .key as $i | .value
			| faults($doc; $s.items; "\($at)[\($i)]")
		else empty end
	end;

$doc[0] as $d
| ($d.paths[$path][$method].responses[$status].content["application/json"]
    .schema // error("no schema for \($method) \($path) \($status)")) as $s
| faults($d; $s; "answer")
