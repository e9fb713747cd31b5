# SPDX-License-Identifier: MIT
# tests/lib/db.sh - a database of one's own for a test script.
#
#	. "${0%/*}/../lib/db.sh"
#	db_open				an empty database with all tables
#	db 'SQL'			its rows, columns separated by |
#	db_with 'SQL' -v name=value...	the same with :'name' in it, statement by statement
#	db_is TITLE 'SQL' WANTED
#	db_ask QUERY TYPES VALUES [BEFORE]	a query of the program, by its name
#	db_load FILE			a file of tests/db/data
#	db_cut SIGNAL SECONDS PROGRAM ARGUMENT...	a run that is ended by it; $killed
#					counts those that it killed
#	db_left PROGRAM...		wait until the server is rid of killed ones
#	db_score SECONDS...		analyse all, after runs killed in the middle
#
# The cluster and its migrated template are made once by the suite
# (test_cluster); a script that runs alone makes its own.

. "${BASH_SOURCE[0]%/*}/check.sh"

# A throw-away cluster and the template that each script's database copies.
test_cluster()
{
	user_prepare
	stack_open
	stack_stage "${variant:-gcc}" && pg_start -c fsync=off \
	    -c synchronous_commit=off -c full_page_writes=off || return
	pg_sql postgres -c 'CREATE DATABASE migrated' || return
	stack_configure migrated 1 1
	quietly "$R/log/migrate" program tidemark-admin migrate || return
	test_home=$R
	export test_home pg_socket
}

# Called once by each script: its own folder, database and clean-up.
db_open()
{
	user_prepare
	trap db_close EXIT
	if [ -z "${test_home:-}" ]; then
		test_cluster || die 'no test cluster'
		check_home=$R
		check_services=$services
	fi
	stack_open
	stack_share "$test_home"
	db_name=t_${R##*-}
	db_name=${db_name,,}
	pg_sql postgres -c "CREATE DATABASE $db_name TEMPLATE migrated" ||
		die 'no database for this test'
	stack_configure "$db_name" "$(port_pick)" "$(port_pick)"
}

db_close()
{
	local status=$?

	[ $checks_failed -eq 0 ] && [ $status -eq 0 ] ||
	    tail -n 15 "${R:-/nonexistent}"/log/* 2>/dev/null | sed 's/^/# /'
	if [ -n "${db_name:-}" ]; then
		services_end
		pg_sql postgres -c \
		    "DROP DATABASE IF EXISTS $db_name WITH (FORCE)" 2>/dev/null
	fi
	stack_close
	if [ -n "${check_home:-}" ] && [ "$R" != "$check_home" ]; then
		R=$check_home services=$check_services
		stack_close
	fi
	return $status
}

db()
{
	local sql=$1

	shift
	pg_sql "$db_name" "$@" -c "$sql"
}

# psql puts no variables into what -c has.
db_with()
{
	local sql=$1

	shift
	pg_sql "$db_name" "$@" -f - <<<"$sql"
}

# BEFORE: such as EXPLAIN.
db_ask()
{
	{
		printf 'PREPARE %s (%s) AS\n' "$1" "$2"
		cat "$top/sql/queries/$1.sql"
		printf ';\n%s EXECUTE %s (%s);\n' "${4:-}" "$1" "$3"
	} | pg_sql "$db_name" -f -
}

db_is()
{
	is "$1" "$(db "$2" 2>&1)" "$3"
}

db_load()
{
	pg_sql "$db_name" -f "$top/tests/db/data/$1"
}

killed=0

db_cut()
{
	program_for "$@" >"$R/out" 2>&1
	[ $? -ne 137 ] || killed=$((killed + 1))
	db_left "$3"
} 2>>"$R/log/killed"

# A killed program's statement goes on in the server, and keeps what it claimed
# from others, until the server notices that nobody listens any more.
db_left()
{
	wait_for 30 "$* left the server" db_is_rid_of "$*"
}

db_is_rid_of()
{
	[ "$(db "select count(*) from pg_stat_activity
	    where datname = current_database()
	    and application_name = any(string_to_array('$1', ' '))")" = 0 ]
}

# Until all is done; the runs before are killed after so many seconds each.
db_score()
{
	local seconds

	for seconds; do
		db_cut KILL "$seconds" tidemark-score
	done
	program tidemark-score >"$R/log/score" 2>&1
}
