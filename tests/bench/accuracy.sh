#!/bin/bash
# SPDX-License-Identifier: MIT
# bench accuracy: the default rules against labels that people gave.
#
#	BENCH_LABELLED="FILE..." ./dev bench accuracy
#
# Files hold a JSON object a line with "text" and "mapped" (.gz or not). Without
# BENCH_LABELLED the reviews and chats in var/labelled are taken, or those in a
# folder "data" of a folder beside this one.

build=${build:-${top:?}/build/gcc}
files=()
names='reviews_maalej reviews_clap chat_hint3'
find_labelled()
{
	local folder name

	for folder in "$top/var/labelled" "$top"/../*/data; do
		for name in $names; do
			[ -f "$folder/$name.jsonl.gz" ] || continue 2
		done
		for name in $names; do
			printf '%s\n' "$folder/$name.jsonl.gz"
		done
		return
	done
}

for file in ${BENCH_LABELLED:-$(find_labelled)}; do
	[ -f "$file" ] && files+=("$file")
done
if [ ${#files[@]} -eq 0 ]; then
	echo 'accuracy: no labelled files; name them in BENCH_LABELLED' >&2
	exit 0
fi
if [ "${1:-}" = --json ]; then
	exec "$build/tests/bench/accuracy" --json --half=odd "${files[@]}"
fi
for half in odd all; do
	echo "half of the rows: $half"
	"$build/tests/bench/accuracy" --half=$half "${files[@]}" || exit
done
