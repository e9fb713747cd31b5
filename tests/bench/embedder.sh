#!/bin/bash
# SPDX-License-Identifier: MIT
# bench embedder: how well the local embedder tells what is alike, beside other
# ways, and what it costs.
#
#	BENCH_DATA=FOLDER BENCH_POWERS='1 2' BENCH_PARTS='intents likeness search speed' \
#	    ./dev bench embedder
#
# The folder holds intents_NAME.jsonl.gz ("text" and "cluster") and
# search_is22_docs.jsonl.gz (id, app, text) with search_is22_qrels.jsonl.gz (app,
# query, id, relevant); without BENCH_DATA it is var/labelled, or a folder "data"
# of a folder beside this one. What is absent is left out, and said.
. "${0%/*}/lib.sh"

tool=$build/tests/bench/embedder
data=''
for folder in ${BENCH_DATA:+"$BENCH_DATA"} "$top/var/labelled" "$top"/../*/data; do
	[ -f "$folder/intents_banking77.jsonl.gz" ] && data=$folder && break
done
if [ -z "$data" ]; then
	bench_note 'embedder: no labelled texts; name their folder in BENCH_DATA'
	exit 0
fi

# The threshold of clusters is the same for all sets: 45 of 100.
intents()
{
	local name word value

	for name in natcs banking77; do
		bench_note "$name"
		while read -r word value _; do
			case $word in
			local_ari_45)
				bench_say "$name: ${word//_/ }" "$value" ratio \
				    "$([ $name = banking77 ] && echo '>=0.305')"
				;;
			*_ari_45 | *_nn | *_best_ari)
				bench_say "$name: ${word//_/ }" "$value" ratio ;;
			*_s) bench_say "$name: learnt in" "$value" s ;;
			*_us) bench_say "$name: a text" "$value" us ;;
			*_mb) bench_say "$name: ${word%_mb}" "$value" MB ;;
			esac
		done < <("$tool" intents "$data/intents_$name.jsonl.gz" \
		    ${BENCH_POWERS:-1 2})
	done
}

# What the bound of the product (similar_least()) lets through, and others.
likeness()
{
	local name word value

	for name in natcs banking77; do
		while read -r word value; do
			bench_say "$name: likeness ${word//_/ }" "$value" ratio
		done < <("$tool" likeness "$data/intents_$name.jsonl.gz")
	done
}

search()
{
	local word value

	while read -r word value; do
		bench_say "search: average precision, ${word//_/ }" "$value" ratio
	done < <("$tool" search "$data/search_is22_docs.jsonl.gz" \
	    "$data/search_is22_qrels.jsonl.gz")
}

speed()
{
	local word value n=${BENCH_TEXTS:-1000000}

	while read -r word value; do
		bench_say "$n texts: ${word//_/ }" "$value" "${word##*_}"
	done < <("$tool" speed "$data/intents_banking77.jsonl.gz" "$n")
}

for part in ${BENCH_PARTS:-intents likeness search speed}; do
	"$part"
done
bench_end embedder
