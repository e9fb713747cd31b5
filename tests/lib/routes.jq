# SPDX-License-Identifier: MIT
# tests/lib/routes.jq - docs/openapi.json in the words of tidemark-web --routes:
# method, path, least role, whether a token alone will do, parameters.

def default:
	if .required then "!"
	elif .schema.default == false then "0"
	elif .schema.default == true then "1"
	else (.schema.default // "" | tostring) end;

def one_param:
	.schema as $s
	| "\(.name):" + if $s.enum then
		"word:\(default):\($s.enum | join("|"))"
	elif $s.format == "date-time" then "time:\(default):0:0"
	elif $s.type == "integer" then
		"\(if $s["x-clamped"] then "clamped" else "integer" end):"
		+ "\(default):\($s.minimum):\($s.maximum // "")"
	elif $s.type == "array" then
		"ids:\(default):\($s.minItems):\($s.maxItems)"
	elif $s.type == "boolean" then "boolean:\(default):0:0"
	else "text:\(default):\($s.minLength // 0):\($s.maxLength)" end;

.paths | to_entries[] | .key as $path | .value | to_entries[]
| [(.key | ascii_upcase), $path, .value["x-role"],
    (if .value.deprecated then "token" else "-" end),
    (.value.parameters[]? | select(.in == "query") | one_param)]
| join(" ")
