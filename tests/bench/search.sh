#!/bin/bash
# SPDX-License-Identifier: MIT
# bench search: what a search costs by how common its words are, at 1,000,000
# messages and at a hundredth of them; and how fast words are read in. Every
# request has an address of its own, so nothing comes from a cache.
. "${0%/*}/lib.sh"

messages=${BENCH_MESSAGES:-1000000}
bench_open -c autovacuum=off

# fill DATABASE MESSAGES
fill()
{
	local began

	bench_note "filling $1: $2 messages"
	pg_sql postgres -c "create database $1"
	stack_env+=(DATABASE_URL="$(pg_url "$1")")
	quietly "$R/log/migrate" program tidemark-admin migrate || die 'no tables'
	pg_sql "$1" -v n=$(($2 / 5)) -f "$R/share/words.sql" >"$R/log/fill" ||
		die 'no data'
	began=$(date +%s.%N)
	quietly "$R/log/score" program tidemark-score || die 'no index'
	rate=$(awk -v a="$began" -v b="$(date +%s.%N)" -v n="$2" \
	    'BEGIN { printf "%.0f", n / 5 / (b - a) }')
	pg_sql "$1" -c 'vacuum analyze'
}

# The word that comes nearest to being in that part of the conversations.
word()
{
	pg_sql "$1" -c "select word from search_word, search_state
	    where word <> '' order by abs(docs - $2 * sample), stem limit 1"
}

# ask TITLE QUERY
ask()
{
	local ms

	curl -fs -o "$R/body" -H "Authorization: Bearer $bench_token" \
	    "$stack_url/search?q=$2" || die "no answer to $2"
	ms=$(for _ in $(seq "$bench_rounds"); do
		bench_latency "/search?q=$2"
	done | median)
	bench_say "$1" "$ms" ms
}

measure()
{
	local common half tenth rare

	fill "$1" "$2"
	common=$(word "$1" 0.9) half=$(word "$1" 0.5)
	tenth=$(word "$1" 0.1) rare=$(word "$1" 0.001)
	bench_web "$1"
	ask "a word of nine in ten, $2" "$common"
	ask "a word of every second, $2" "$half"
	ask "a word of one in ten, $2" "$tenth"
	ask "a word of one in 1,000, $2" "$rare"
	ask "common and rare together, $2" "$half+$rare"
	ask "a phrase of common words, $2" "%22$common+$half%22"
	ask "a common word of one customer, $2" "$half+from:c77@example.com"
	ask "a slip of the finger, $2" "${rare}q"
}

measure small $((messages / 100))
measure big "$messages"
bench_say 'read in, with the analysis' "$rate" 'conv/s'
bench_say 'words and their index' "$(pg_sql big -c "select round(
    pg_total_relation_size('search_doc') / 1048576.0)")" MB
bench_say 'the messages themselves' "$(pg_sql big -c "select round(
    pg_total_relation_size('message') / 1048576.0)")" MB
bench_end search
