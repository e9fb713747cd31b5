# SPDX-License-Identifier: MIT
# tests/lib/sent.jq - requests that a sandbox kept (--keep-requests), as they are read
# and held against services.json.
#
#	jq -c -L tests/lib --arg do read ... requests	with query, form and JSON as values
#	jq -r -L tests/lib --slurpfile doc services.json --arg do check ...	one line a fault
#	... --arg do name ...		which operation each is of
include "fits";

def pairs:
	if . == null or . == "" then {}
	else [split("&")[] | split("=")
	    | {key: .[0], value: (.[1:] | join("="))}] | from_entries end;

# The number of its bytes stays with what was read.
def read:
	.bytes = (.body | utf8bytelength)
	| .query |= pairs
	| if (.type // "") | startswith("application/x-www-form-urlencoded") then
		.body |= pairs
	elif .body == "" then .body = null
	else .body as $text | .body = (try ($text | fromjson) catch $text) end;

def operation($d):
	. as $r | $d.operations | map(select(.service == $r.service
	    and .method == $r.method
	    and (.path as $p | $r.path | test($p)))) | first;

def check($d):
	. as $r | operation($d) as $o
	| if $o == null then "\(.service): \(.method) \(.path) is not known"
	else
		"\(.service), \(.method) \($o.path): " + (
		(.head | faults($d; $o.head // {}; "head")),
		(.head | faults($d; $d.heads[$r.service] // {}; "head")
		    | select($o.open | not)),
		(.query | faults($d; $o.query
		    // {"additionalProperties": false}; "query")),
		(if $o.body then .body | faults($d; $o.body; "body")
		elif .body != null then "a body"
		else empty end),
		(if $o.most and .bytes > $o.most then
			"\(.bytes) bytes, at most \($o.most)"
		else empty end))
	end;

if $do == "read" then read
elif $do == "name" then $doc[0] as $d
	| operation($d) | "\(.service) \(.method) \(.path)"
else check($doc[0]) end
