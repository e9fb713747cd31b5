#!/bin/bash
# SPDX-License-Identifier: MIT
# bench classifier: how well labels are learnt from labelled texts, how many
# are needed, and what judging a text costs.
#
#	BENCH_DATA=FOLDER ./dev bench classifier
#	BENCH_LABELLED="FILE..." BENCH_CLASSIFIER="OPTION... PART..." \
#	    ./dev bench classifier
#
# The folder holds intents and labelled reviews; without BENCH_DATA var/labelled
# is taken, or a folder "data" of a folder beside this one. The second form takes
# any files of lines {"text": …, "cluster": …}: options and parts stand at the
# top of tests/bench/classifier.c, such as "--label=mapped --rules split".

program=${build:-${top:?}/build/gcc}/tests/bench/classifier
json=${1:-}

if [ -n "${BENCH_LABELLED:-}" ]; then
	# shellcheck disable=SC2086
	exec "$program" $json ${BENCH_CLASSIFIER:-cv split few speed} \
	    $BENCH_LABELLED
fi
data=
for folder in ${BENCH_DATA:+"$BENCH_DATA"} "$top/var/labelled" "$top"/../*/data; do
	[ -f "$folder/intents_banking77.jsonl.gz" ] && data=$folder && break
done
if [ -z "$data" ]; then
	echo 'classifier: no data; name its folder in BENCH_DATA' >&2
	exit 0
fi

# What is measured, its options and parts, files of the folder.
run()
{
	local what=$1 arguments=$2 files=() name

	shift 2
	for name; do
		files+=("$data/$name.jsonl.gz")
	done
	[ -n "$json" ] || echo "$what"
	# shellcheck disable=SC2086
	"$program" $json $arguments "${files[@]}" || exit
}

run 'bank questions, 77 intents' '--calibrate=0 cv few' intents_banking77
run 'bank questions, with sureness' 'split speed' intents_banking77
run 'assistant, 150 intents and none' '--none=oos --folds=3 cv split few speed' \
    intents_clinc150
run 'reviews and chats, categories, with the rules' \
    '--label=mapped --rules cv split curve speed' \
    reviews_maalej reviews_clap chat_hint3
