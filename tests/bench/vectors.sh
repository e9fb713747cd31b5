#!/bin/bash
# SPDX-License-Identifier: MIT
# bench vectors: the index of vectors against a scan of all floats.
#
#	BENCH_SIZES='100000 500000' BENCH_QUERIES=100 ./dev bench vectors
#
# Vectors of 1,536 numbers. The file of 500,000 is 3.9 GB: a size is left out, and
# said, when there is no room for it on the disk or in memory.
. "${0%/*}/lib.sh"

dim=1536
user_prepare
stack_open
trap stack_close EXIT

# Kilobytes of a file of $1 vectors.
file_kb()
{
	echo $(($1 * (dim * 5 + 56) / 1024 + 1024))
}

has_room()
{
	local need free memory

	need=$(file_kb "$1")
	free=$(df -Pk "$R" | awk 'NR == 2 { print $4 }')
	memory=$(awk '/^MemAvailable/ { print $2 }' /proc/meminfo)
	[ "$free" -gt $((need * 2)) ] && [ "$memory" -gt $((need * 3 / 2)) ] &&
		return
	bench_note "vectors: $1 need $((need / 1024)) MB twice on the disk, and" \
	    "in memory; there are $((free / 1024)) and $((memory / 1024))." \
	    'Their figures are left out.'
	return 1
}

figure()
{
	awk -v name="$1" '$1 == name { print $2 }' "$R/figures"
}

# A figure in kB as MB.
megabytes()
{
	awk -v name="$1" '$1 == name { printf "%.1f", $2 / 1024 }' "$R/figures"
}

measured()
{
	local n=$1 queries=${BENCH_QUERIES:-100} tool=$build/tests/bench/vectors

	has_room "$n" || return 0
	{
		"$tool" build "$R/vectors.index" "$n" $dim &&
			"$tool" search "$R/vectors.index" "$queries" &&
			"$tool" memory "$R/vectors.index"
	} >"$R/figures" || die 'no figures'
	rm -f "$R/vectors.index"
	bench_say "$n: queries" "$queries" queries
	bench_say "$n: the ten of comparing all" "$(figure exact)" queries \
	    ">=$queries"
	bench_say "$n: the ten of the scan in float" "$(figure as_float)" queries
	bench_say "$n: a search, median" "$(figure index)" ms
	bench_say "$n: a search, 95 %" "$(figure index_p95)" ms
	bench_say "$n: the scan in float, median" "$(figure scan)" ms
	bench_say "$n: search / scan" "$(ratio "$(figure index)" \
	    "$(figure scan)")" ratio '<=0.4'
	bench_say "$n: without AVX2 / scan" "$(ratio "$(figure plain_c)" \
	    "$(figure scan)")" ratio
	bench_say "$n: the last 30 of 400 days" "$(figure recent)" ms
	bench_say "$n: compared by their floats, median" "$(figure compared)" vectors
	bench_say "$n: the most" "$(figure compared_most)" vectors
	bench_say "$n: opening it" "$(figure open)" ms
	bench_say "$n: the first search, which checks" "$(figure first)" ms
	bench_say "$n: built" "$(figure rate)" vectors/s
	bench_say "$n: resident, each of two processes" "$(megabytes first_Rss)" MB
	bench_say "$n: its own share" "$(megabytes first_Pss)" MB
	bench_say "$n: not shared" "$(megabytes first_Private_Dirty)" MB
}

for size in ${BENCH_SIZES:-100000 500000}; do
	measured "$size"
done
bench_end vectors
