#!/bin/bash
# SPDX-License-Identifier: MIT
# bench quality-accuracy: the heuristic scorer against what customers said of
# whole conversations, and on replies of known quality.
#
#	BENCH_DATA=FOLDER ./dev bench quality-accuracy
#
# The folder holds conv_star.jsonl.gz, to_helpscout.py and the texts that it makes
# conversations of; without BENCH_DATA var/labelled is taken, or a folder "data"
# of a folder beside this one. Points are tuned on the even halves.

build=${build:-${top:?}/build/gcc}
json=${1:-}

data=
for folder in ${BENCH_DATA:+"$BENCH_DATA"} "$top/var/labelled" "$top"/../*/data; do
	[ -f "$folder/conv_star.jsonl.gz" ] && data=$folder && break
done
if [ -z "$data" ]; then
	echo 'quality-accuracy: no data; name its folder in BENCH_DATA' >&2
	exit 0
fi
made=$(mktemp -d) || exit
trap 'rm -rf "$made"' EXIT

python3 "$data/to_helpscout.py" --in "$data"/reviews_clap.jsonl.gz \
    "$data"/reviews_maalej.jsonl.gz "$data"/chat_hint3.jsonl.gz --noise 0 \
    --count 40000 --days 30 --seed 7 --now 2026-01-15T12:00:00Z \
    --out "$made/conversations.jsonl" --truth "$made/truth.jsonl" \
    2>/dev/null || exit

halves="odd all"
[ -z "$json" ] || halves=odd
for half in $halves; do
	[ -n "$json" ] || echo "half: $half"
	"$build/tests/bench/quality" verdicts $json --half="$half" \
	    "$data/conv_star.jsonl.gz" || exit
	"$build/tests/bench/quality" tiers $json --half="$half" \
	    "$made/conversations.jsonl" "$made/truth.jsonl" || exit
done
