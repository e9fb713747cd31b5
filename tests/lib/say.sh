# SPDX-License-Identifier: MIT
# tests/lib/say.sh - words to the person at the terminal.

say()
{
	printf '%s\n' "$*"
}

warn()
{
	printf 'dev: %s\n' "$*" >&2
}

die()
{
	warn "$*"
	exit 1
}

# Run a command whose output matters only when it fails: quietly LOG COMMAND...
quietly()
{
	local log=$1

	shift
	"$@" >"$log" 2>&1 && return
	tail -n 30 "$log" >&2
	warn "failed: $* (all of its output: $log)"
	return 1
}

# Wait until a command succeeds: wait_for SECONDS WHAT COMMAND...
wait_for()
{
	local seconds=$1 what=$2 end

	shift 2
	end=$((SECONDS + seconds))
	until "$@" >/dev/null 2>&1; do
		if [ $SECONDS -ge $end ]; then
			warn "$what: not within $seconds seconds"
			return 1
		fi
		sleep 0.1
	done
}
