#!/bin/bash
# SPDX-License-Identifier: MIT
# bench grouping: how well texts are grouped, against labels that people gave,
# and how fast, with little and with much stored; through the database.
#
#	BENCH_DATA=FOLDER BENCH_PARTS='labelled duplicates gather speed' ./dev bench grouping
#
# The folder holds intents_NAME.jsonl.gz, a JSON object a line with "text" and
# "cluster", and to_helpscout.py, which makes Help Scout conversations of other
# files there and a truth file with duplicate_of. Without BENCH_DATA var/labelled
# is taken, or a folder "data" of a folder beside this one. What is absent is left
# out, and said.
. "${0%/*}/lib.sh"

big=${BENCH_BIG:-1000000}
small=10000
span=4000

find_data()
{
	local folder

	for folder in ${BENCH_DATA:+"$BENCH_DATA"} "$top/var/labelled" \
	    "$top"/../*/data; do
		[ -f "$folder/intents_banking77.jsonl.gz" ] &&
			printf '%s\n' "$folder" && return
	done
}

data=$(find_data)
bench_open -c autovacuum=off

# group_database NAME: an empty one with all tables
group_database()
{
	pg_sql postgres -c "create database $1"
	stack_env+=(DATABASE_URL="$(pg_url "$1")")
	quietly "$R/log/migrate" program tidemark-admin migrate || die 'no tables'
}

# Texts as conversations of one message, analysed by the real program.
# group_texts DATABASE FILE: lines of label TAB text
group_texts()
{
	group_database "$1"
	pg_sql "$1" <<SQL
set client_min_messages = error;
create table given (id bigint generated always as identity, label text, text text);
\\copy given (label, text) from '$2' with (format text)
insert into mailbox values (1, 'Bench');
insert into conversation (id, number, mailbox_id, status, created_at,
  modified_at, content_hash)
select id, id, 1, 'active', now(), now(), '\\x00' from given;
insert into message (id, conversation_id, kind, created_at, body)
select id, id, 'customer', now(), text from given;
insert into analysis_due (conversation_id) select id from given order by id;
SQL
	quietly "$R/log/score" program tidemark-score || die 'no groups'
}

# The second stage: vectors, their index, groups that mean the same.
group_again()
{
	mkdir -p "$R/share/v.$1"
	user_give "$R/share"
	stack_env+=(TIDEMARK_VECTOR_FOLDER="$R/share/v.$1")
	quietly "$R/log/reindex" program tidemark-reindex || die 'no vectors'
}

# group_lines DATABASE WHERE [theme]: a conversation without words is in no group: it
# is alone.
group_lines()
{
	pg_sql "$1" -F ' ' -c "select g.label, coalesce(${3:+-c.theme_id - 1000000000,}
	      a.cluster_id, -g.id)
	    from given g join analysis a on a.conversation_id = g.id
	    left join cluster c on c.id = a.cluster_id ${2:-} order by g.id"
}

# grouped DATABASE WORDS [theme]
grouped()
{
	group_lines "$1" '' "${3:-}" >"$R/$1.all"
	group_lines "$1" 'where g.id % 2 = 1' "${3:-}" >"$R/$1.odd"
	group_lines "$1" 'where g.id % 2 = 0' "${3:-}" >"$R/$1.even"
	if [ "$1" = banking77 ]; then
		agree "$R/$1.even" "$1, half chosen on, $2" ''
		agree "$R/$1.odd" "$1, held-out half, $2" \
		    "$([ -n "${3:-}" ] || echo '>=0.95')"
	fi
	agree "$R/$1.all" "$1, all, $2" ''
}

agree()
{
	local name value

	"$build/tests/bench/grouping" agree "$1" >"$R/agree" || die "no figures"
	while read -r name value; do
		case $name in
		pair_precision) bench_say "$2: pair precision" "$value" ratio "$3" ;;
		*) bench_say "$2: ${name//_/ }" "$value" "$(case $name in
			texts | groups | pairs) echo "$name" ;;
			*) echo ratio ;;
			esac)" ;;
		esac
	done <"$R/agree"
}

# In an order that has nothing to do with the labels.
shuffled()
{
	gzip -dc "$1" | jq -r '[.cluster, .text] | map(gsub("[\\s\\\\]+"; " "))
	    | [(.[0] | gsub(" "; "_")), .[1]] | join("\t")' |
		awk '{ print (NR * 7919) % 100003 "\t" $0 }' | sort -n | cut -f 2,3
}

labelled()
{
	local name

	if [ -z "$data" ]; then
		bench_note 'grouping: no labelled intents; name their folder in' \
		    'BENCH_DATA. Their figures are left out.'
		return
	fi
	for name in banking77 natcs; do
		shuffled "$data/intents_$name.jsonl.gz" >"$R/share/$name.tsv"
		user_give "$R/share"
		group_texts "$name" "$R/share/$name.tsv"
		grouped "$name" 'by words'
		group_again "$name"
		grouped "$name" 'with vectors'
		grouped "$name" 'themes' theme
	done
	repeated
}

# Each text once more, and once in another mail: greeting, ids, signature.
repeated()
{
	awk -F '\t' '{ print NR "\t" $2; print NR "\t" $2
	    print NR "\tHi Maria,\\n\\n" $2 "\\n\\nThanks!\\n#" NR * 17 \
		" ref-" NR "x7 https://example.com/t/" NR }' \
	    "$R/share/natcs.tsv" >"$R/share/again.tsv"
	user_give "$R/share"
	group_texts again "$R/share/again.tsv"
	pg_sql again -c "create view trio as select label::int as nr, array_agg(
	    coalesce(a.cluster_id, -1) order by g.id) as c from given g
	    join analysis a on a.conversation_id = g.id group by 1"
	bench_say 'identical texts together' "$(pg_sql again -c \
	    'select round(avg((c[1] = c[2])::int), 4) from trio')" ratio '>=1'
	bench_say 'together with other greeting, ids, signature' "$(pg_sql again \
	    -c 'select round(avg((c[1] = c[3])::int), 4) from trio')" ratio '>=0.98'
}

duplicates()
{
	local converter=$data/to_helpscout.py pairs found

	if ! [ -f "$converter" ] || ! command -v python3 >/dev/null; then
		bench_note 'grouping: no converter beside the intents. The' \
		    'figures of duplicates are left out.'
		return
	fi
	python3 "$converter" --in "$data"/conv_star.jsonl.gz \
	    "$data"/reviews_clap.jsonl.gz "$data"/chat_hint3.jsonl.gz \
	    "$data"/conv_irc_ubuntu.jsonl.gz --count 10000 --days 30 --seed 1 \
	    --now 2026-01-15T12:00:00Z --out "$R/share/hs.jsonl" \
	    --truth "$R/truth.jsonl" 2>/dev/null || die 'the converter failed'
	user_give "$R/share"
	group_database twice
	sandbox_start --data "$R/share/hs.jsonl" --rate-limit none \
	    --client-id sandbox-app --client-secret sandbox-secret \
	    --base-url "$sandbox_url" || die 'no sandbox'
	quietly "$R/log/backfill" program tidemark-backfill || die 'no import'
	quietly "$R/log/score" program tidemark-score || die 'no groups'
	jq -r 'select(.duplicate_of) | [.id, .duplicate_of] | @tsv' \
	    "$R/truth.jsonl" >"$R/share/twice.tsv"
	user_give "$R/share"
	pg_sql twice <<SQL >"$R/twice"
create table twin (a bigint, b bigint);
\\copy twin from '$R/share/twice.tsv'
select count(*) || ' ' || round(avg((coalesce(x.cluster_id, 0) =
  coalesce(y.cluster_id, 0))::int), 4)
from twin t join analysis x on x.conversation_id = t.a
join analysis y on y.conversation_id = t.b;
SQL
	read -r pairs found <<<"$(tail -n 1 "$R/twice")"
	bench_say 'duplicates of the converter' "$pairs" pairs
	bench_say 'duplicates found' "$found" ratio '>=0.98'
}

# Made-up texts, every one of which is new to the database.
speed()
{
	local n round ran=() rate

	for n in "$small" "$big"; do
		group_database "n$n"
		bench_note "storing $n texts"
		"$build/tests/bench/grouping" place "$(pg_url "n$n")" 1 "$n" \
		    >"$R/rate" || die 'not stored'
		bench_say "texts/s while $n were stored" "$(cat "$R/rate")" 'texts/s'
		pg_sql "n$n" -c 'vacuum analyze'
	done
	for round in $(seq "$bench_rounds"); do
		bench_note "round $round"
		for n in "$small" "$big"; do
			rate=$("$build/tests/bench/grouping" place \
			    "$(pg_url "n$n")" $((n + 1 + span * ${#ran[@]})) $span)
			ran+=("$rate")
			echo "$rate" >>"$R/rate.$n"
		done
	done
	bench_say "with $small stored" "$(median <"$R/rate.$small")" 'conv/s' '>=500'
	bench_say "with $big stored" "$(median <"$R/rate.$big")" 'conv/s' '>=500'
	bench_say 'speed at the large one / at the small one' "$(ratio \
	    "$(median <"$R/rate.$big")" "$(median <"$R/rate.$small")")" ratio
}

# The second stage, by what it compares at most (meaning/gather.h).
gather()
{
	local n

	for n in 10000 30000; do
		bench_say "$n groups compared by meaning" \
		    "$("$build/tests/bench/grouping" gather $n)" 's of a core'
	done
}

for part in ${BENCH_PARTS:-labelled duplicates gather speed}; do
	"$part"
done
bench_end grouping
