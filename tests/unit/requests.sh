#!/bin/bash
# SPDX-License-Identifier: MIT
# What leaves for a service fits the service's own description of its requests.
# The descriptions are not part of the project: they are looked for in the folder
# REFERENCE, else in one of that name in a folder beside the source.
set -u
src=${srcdir:-.}
doc=
for folder in "${REFERENCE:-/nonexistent}" "$src"/../*/reference; do
	[ -n "$doc" ] || ! [ -r "$folder/openapi/openai-embeddings.json" ] ||
	    doc=$folder/openapi/openai-embeddings.json
done
failures=0
type jq >/dev/null 2>&1 || exit 77
[ -n "$doc" ] || {
	echo 'skipped: no description of requests is beside the source'
	exit 77
}

ok() { printf 'ok - %s\n' "$1"; }
fail() { printf 'not ok - %s\n' "$1"; failures=$((failures + 1)); }

work=$(mktemp -d) || exit
trap 'rm -rf "$work"' EXIT

# faults FILE: what is wrong with the bodies in it
faults()
{
	jq -r -L "$src/tests/lib" --slurpfile doc "$doc" \
	    --arg path /v1/embeddings \
	    --arg method post -f "$src/tests/lib/request.jq" "$1" 2>&1
}

# refused WHY BODY: or the check below proves nothing
refused()
{
	printf '%s\n' "$2" >"$work/body"
	if [ -n "$(faults "$work/body")" ]; then
		ok "refused: $1"
	else
		fail "refused: $1"
	fi
}

refused 'a field that is not known' '{"model":"m","inputs":["a"]}'
refused 'no model' '{"input":["a"]}'
refused 'an empty text' '{"model":"m","input":["a",""]}'
refused 'no text' '{"model":"m","input":[]}'
refused 'a format nobody has' '{"model":"m","input":"a","encoding_format":"hex"}'
refused 'no dimension' '{"model":"m","input":"a","dimensions":0}'

SENT=$work/sent ./tests/unit/embeddings >"$work/log" 2>&1 ||
    fail "the client's own tests: $(tail -n 3 "$work/log")"
n=$(grep -c . "$work/sent")
said=$(faults "$work/sent" | sort -u)
if [ "$n" -gt 20 ] && [ -z "$said" ]; then
	ok "embeddings: $n requests fit OpenAI's description"
else
	fail "embeddings: $n requests: $said"
fi
[ $failures -eq 0 ]
