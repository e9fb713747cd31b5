#!/bin/bash
# SPDX-License-Identifier: MIT
# bench detect: how well rises are found, how soon, and how many are false: on
# made-up accounts, beside three other methods; and, through the whole program, on
# bursts that the converter beside the labelled texts makes.
#
#	BENCH_DATA=FOLDER BENCH_PARTS='made_up converted' ./dev bench detect
#
# The folder holds to_helpscout.py and the files that it reads; without BENCH_DATA
# var/labelled is taken, or a folder "data" of a folder beside this one. What is
# absent is left out, and said. The figures are of all three seeds together;
# others were used to choose the detector's constants.
. "${0%/*}/lib.sh"

seed=${BENCH_SEED:-57}
seeds=${BENCH_SEEDS:-3}

bound_of()
{
	case ${1/_steep/} in
	detector_flat_all_false_a_week | detector_adds_all_false_a_week) echo '<=1' ;;
	detector_adds_all_sensitivity) echo '>=0.9' ;;
	detector_adds_all_ppv) echo '>=0.7' ;;
	detector_adds_all_delay) echo '<=1' ;;
	esac
}

unit_of()
{
	case $1 in
	*_delay) echo h ;;
	*_week) echo 1/week ;;
	*_bursts) echo bursts ;;
	*) echo ratio ;;
	esac
}

made_up()
{
	local word name value

	"$build/tests/bench/detect" --seed="$seed" --seeds="$seeds" \
	    >"$R/figures" || die 'no figures'
	while read -r word name value; do
		bench_say "$name" "$value" "$(unit_of "$name")" \
		    "$(bound_of "$name")"
	done <"$R/figures"
}

find_data()
{
	local folder

	for folder in ${BENCH_DATA:+"$BENCH_DATA"} "$top/var/labelled" \
	    "$top"/../*/data; do
		[ -f "$folder/to_helpscout.py" ] && printf '%s\n' "$folder" &&
			return
	done
}

# Twelve bursts of an hour, five days apart, of 12 reports each.
burst_arguments()
{
	local i

	for i in {1..12}; do
		printf -- '--burst\ncategory=%s,hour=-%d,count=12,%s\n' \
		    "$([ $((i % 2)) = 0 ] && echo crash || echo bug)" \
		    $((i * 120 - 80 + i)) "version=9.$i.0,platform=Android"
	done
}

# What the rehearsal of the default rule raised, and three other methods, against
# the truth: a line each.
judge_converted()
{
	pg_sql bench -c 'create table truth (id bigint, burst int)' \
	    -c "\\copy truth from '$R/share/truth.tsv' with (null '')"
	pg_sql bench -F ' ' -f "$R/share/converted.sql"
}

tell_converted()
{
	local name=$1 sensitive='' false='' ppv='' delay=''

	if [ "$1" = detector ]; then
		name=converted sensitive='>=0.9' false='<=1' ppv='>=0.7' delay='<=1'
		bench_say 'converted: bursts of 12 in an hour' "$2" bursts
	else
		name="converted, $1"
	fi
	bench_say "$name: sensitivity" "$3" ratio "$sensitive"
	bench_say "$name: false alarms" "$4" 1/week "$false"
	bench_say "$name: PPV" "$5" ratio "$ppv"
	bench_say "$name: median delay" "$6" h "$delay"
}

converted()
{
	pg_sql bench <<SQL >"$R/verdict"
create table truth (id bigint, burst int);
\\copy truth from '$R/share/truth.tsv' with (null '')
create view burst as select burst, min(created_at) as f, max(created_at) as t
  from truth join conversation using (id) where burst is not null group by 1;
create view alarm as select a.*, exists (select from burst b
    where a.raised_at between b.f and b.t + interval '1 hour 15 minutes') as hit
  from detector_rehearsal_alarm a;
select (select count(*) from burst where f > r.begins_at),
  round(avg((at is not null)::int), 2),
  round((select count(*) filter (where not hit) from alarm)
    / (extract(epoch from r.ends_at - r.begins_at) / 604800)::numeric, 2),
  round((select avg(hit::int) from alarm), 2),
  round(percentile_cont(0.5) within group (order by
    extract(epoch from at - f) / 3600)::numeric, 2)
from detector_rehearsal r cross join lateral (
  select f, (select min(raised_at) from alarm a where a.raised_at between b.f
    and b.t + interval '1 hour 15 minutes') as at
  from burst b where f > r.begins_at) x
group by r.begins_at, r.ends_at;
SQL
	tail -n 1 "$R/verdict"
}

converted()
{
	local data arguments line

	data=$(find_data)
	if [ -z "$data" ] || ! command -v python3 >/dev/null; then
		bench_note 'detect: no converter; name its folder in BENCH_DATA.' \
		    'The figures of its bursts are left out.'
		return
	fi
	mapfile -t arguments < <(burst_arguments)
	python3 "$data/to_helpscout.py" --in "$data"/reviews_clap.jsonl.gz \
	    "$data"/chat_hint3.jsonl.gz --count 20000 --days 120 --seed 1 \
	    --now "$(date -u +%FT%TZ)" "${arguments[@]}" \
	    --out "$R/share/hs.jsonl" --truth "$R/truth.jsonl" 2>/dev/null ||
		die 'the converter failed'
	jq -r '[.id, .burst] | @tsv' "$R/truth.jsonl" >"$R/share/truth.tsv"
	user_give "$R/share"
	pg_sql postgres -c 'create database bench'
	stack_env+=(DATABASE_URL="$(pg_url bench)")
	quietly "$R/log/migrate" program tidemark-admin migrate || die 'no tables'
	sandbox_start --data "$R/share/hs.jsonl" --rate-limit none \
	    --client-id sandbox-app --client-secret sandbox-secret \
	    --base-url "$sandbox_url" || die 'no sandbox'
	quietly "$R/log/backfill" program tidemark-backfill || die 'no import'
	pg_sql bench -c "insert into detector_rehearsal (who, budget, least, ratio,
	    quiet_hours, weeks) values ('bench', 1, 5, 2, 6, 9);
	    insert into job (kind, payload)
	    values ('detector_rehearsal', '{\"rehearsal\": 1}')"
	quietly "$R/log/score" program tidemark-score || die 'no rehearsal'
	judge_converted >"$R/verdict" || die 'no verdict'
	while read -r -a line; do
		tell_converted "${line[@]}"
	done <"$R/verdict"
}

build=${build:-$top/build/gcc}
bench_open
for part in ${BENCH_PARTS:-made_up converted}; do
	"$part"
done
bench_end detect
