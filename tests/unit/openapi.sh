#!/bin/bash
# SPDX-License-Identifier: MIT
# docs/openapi.json and the route table say the same, both ways: path, method,
# role, parameters with types, defaults and bounds. Pages for people and what
# nginx alone may ask are not in the document.
set -u
src=${srcdir:-.}
doc=$src/docs/openapi.json
failures=0
type jq >/dev/null 2>&1 || exit 77

ok() { printf 'ok - %s\n' "$1"; }
fail() { printf 'not ok - %s\n' "$1"; failures=$((failures + 1)); }

# same TITLE: the two files that two commands wrote
same()
{
	if diff table document >difference; then
		ok "$1"
	else
		sed 's/^/# /' difference
		fail "$1 (< route table, > docs/openapi.json)"
	fi
	rm -f table document difference
}

work=$(mktemp -d) || exit
trap 'rm -rf "$work"' EXIT
web=$PWD/tidemark-web
doc=$(cd "$(dirname "$doc")" && pwd)/openapi.json
lib=$(cd "$src/tests/lib" && pwd)
cd "$work" || exit

if jq empty "$doc"; then ok 'the document is JSON'; else fail 'no JSON'; fi
"$web" --routes | awk '$4 !~ /page,/ && $2 !~ /^\/internal\// {
	$4 = $4 ~ /token,/ ? "token" : "-"
	gsub(/:9223372036854775807/, ":")
	print }' | sort >table
jq -r -f "$lib/routes.jq" "$doc" | sort >document
same 'routes, roles and parameters'

# Every reference leads somewhere, and every schema is used.
jq -r '[.. | objects | .["$ref"]? | strings | split("/") | last] | unique[]' \
    "$doc" >table
jq -r '.components.schemas | keys[]' "$doc" >document
same 'schemas that are used, and schemas that are there'

jq -r '[.paths[][] | .operationId] | group_by(.)[] | select(length > 1)[0]' \
    "$doc" >table
: >document
same 'operation ids are unique'

exit $((failures > 0))
