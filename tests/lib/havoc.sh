# SPDX-License-Identifier: MIT
# tests/lib/havoc.sh - what can go wrong with programs, by chance and all at once.
#
#	. "${0%/*}/../lib/havoc.sh"
#	havoc_open			a seed ($HAVOC_SEED, or a new one), said; the clock
#	havoc_clock SECONDS [NAME]	the clock of the programs started since, or of
#					"postgres", is so far ahead (-: behind)
#	havoc_draw N			a number below N, in $drawn
#	havoc_begin NAME COMMAND...	again and again in the background, until havoc_end,
#					which waits for all
#	havoc_kill N PROGRAM ARGUMENT...	started again until it was killed N times,
#					for two minutes at most
#	havoc_killed			how many were killed in all
#	havoc_crash SIGNAL		Postgres (of a cluster of one's own) ends so, and
#					comes back with the clock of that name
#
# Each background loop draws its own numbers of the seed; what they meet is chance
# all the same, since the machine runs them as it likes.

havoc_open()
{
	havoc_seed=${HAVOC_SEED:-$((RANDOM * 32768 + RANDOM))}
	havoc_loops=0
	havoc_pids=()
	printf '# HAVOC_SEED=%d\n' "$havoc_seed"
	RANDOM=$havoc_seed
	havoc_env=("${stack_env[@]}" LD_PRELOAD="$R/clock.so"
	    TEST_CLOCK="$R/clock.postgres")
	gcc -std=c17 -D_GNU_SOURCE -O2 -Wall -Wextra -Werror -shared -fPIC \
	    -o "$R/clock.so" "$lib/clock.c" || die 'no clock to set'
	mkdir "$R/havoc"
	havoc_clock 0
	havoc_clock 0 postgres
	stack_env+=(LD_PRELOAD="$R/clock.so" TEST_CLOCK="$R/clock.programs")
}

# By a rename: a program may be just reading it.
havoc_clock()
{
	printf '%d' "$1" >"$R/clock.new"
	chmod 644 "$R/clock.new"
	mv "$R/clock.new" "$R/clock.${2:-programs}"
}

havoc_draw()
{
	drawn=$((RANDOM % $1))
}

havoc_loop()
{
	RANDOM=$((havoc_seed + havoc_loops * 7919))
	until [ -e "$R/havoc/over" ]; do
		"$@"
	done
}

havoc_begin()
{
	local name=$1

	shift
	havoc_loops=$((havoc_loops + 1))
	havoc_loop "$@" >"$R/log/havoc-$name" 2>&1 &
	havoc_pids+=($!)
}

havoc_end()
{
	: >"$R/havoc/over"
	wait "${havoc_pids[@]}"
}

# Mostly within the first moments, of which a start takes some; else later, so
# that work goes on in between.
havoc_life()
{
	local ms

	havoc_draw 396 && ms=$((5 + drawn))
	havoc_draw 3
	[ "$drawn" -gt 0 ] || { havoc_draw 2600 && ms=$((ms + drawn)); }
	printf -v life '%d.%03d' $((ms / 1000)) $((ms % 1000))
}

havoc_kill()
{
	local left=$1 life end=$((SECONDS + 120))

	shift
	havoc_loops=$((havoc_loops + 1))
	RANDOM=$((havoc_seed + havoc_loops * 7919))
	while [ "$left" -gt 0 ] && [ $SECONDS -lt $end ]; do
		havoc_life
		(cd "$R" && exec "${as[@]}" env -i "${stack_env[@]}" timeout \
		    -s KILL "$life" "$R/bin/$1" "${@:2}") \
		    >>"$R/log/killed-$1" 2>&1
		[ $? -eq 137 ] || continue
		left=$((left - 1))
		printf '%s\n' "$1" >>"$R/havoc/killed"
	done 2>/dev/null
}

havoc_killed()
{
	wc -l <"$R/havoc/killed"
}

havoc_crash()
{
	local R=$check_home services=$check_services
	local stack_env=("${havoc_env[@]}")

	kill -"$1" "$(service_pid postgres)"
	wait_for 30 'Postgres is down' eval '! service_up postgres'
	sed -i '/ postgres$/d' "$services"
	pg_run -c fsync=off
}
