# SPDX-License-Identifier: MIT
# tests/lib/fits.jq - does a value fit a JSON Schema? Plain JSON Schema, as far as
# descriptions of requests use it, for sent.jq. Beside it: "x-one-of" a
# list of members of which exactly one is there, "x-first" and "x-last" schemas of the
# first and last item, "x-at-most" {"member", "times"} over all that lies below.

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
	elif type == "string" and $s.pattern and (test($s.pattern) | not) then
		"\($at) is not like \($s.pattern)"
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
		else empty end),
		($s["x-one-of"] // empty
		    | select([.[] | select(in($v))] | length != 1)
		    | "\($at) has not exactly one of \(join(", "))"),
		($s["x-at-most"] // empty | .member as $m
		    | select(.times < ([$v | .. | objects | select(has($m))]
			| length))
		    | "\($at) has more than \(.times) \($m)")
	end;

def faults($doc; $schema; $at):
	. as $v
	| ($schema | resolve($doc)) as $s
	| wrong_value($s; $at), wrong_keys($s; $at),
	(($s.anyOf // $s.oneOf // empty) as $ways
	    | [$ways[] as $one | [$v | faults($doc; $one; $at)]]
	    | if any(.[]; length == 0) then empty else min_by(length)[] end),
	(if type == "object" then
		to_entries[] | .key as $k
		| ($s.properties[$k]? // ($s.additionalProperties | objects)
		    // {}) as $next
		| .value | faults($doc; $next; "\($at).\($k)")
	elif type == "array" then
		(if $s.items then
			to_entries[] | .key as $i | .value
			| faults($doc; $s.items; "\($at)[\($i)]")
		else empty end),
		(if $s["x-first"] and length > 0 then
			first | faults($doc; $s["x-first"]; "\($at)[first]")
		else empty end),
		(if $s["x-last"] and length > 0 then
			last | faults($doc; $s["x-last"]; "\($at)[last]")
		else empty end)
	else empty end);
