# SPDX-License-Identifier: MIT
# tests/lib/build.sh - builds out of the source tree, one folder a variant.
#
#	build_variant NAME CONFIGURE-ARGUMENT...	compiles into build/NAME
#	build_check NAME				its unit tests and lints, as TAP

build_dir()
{
	printf '%s/build/%s' "$top" "$1"
}

build_jobs()
{
	nproc 2>/dev/null || echo 2
}

# Is a file that configure is made from newer than configure?
build_stale()
{
	[ ! -x "$top/configure" ] || [ -n "$(find "$top/configure.ac" \
	    "$top/Makefile.am" "$top"/src/*/Makefile.inc \
	    "$top"/tests/*/Makefile.inc -newer "$top/configure")" ]
}

build_configure()
{
	local dir

	dir=$(build_dir "$1")
	shift
	if build_stale; then
		(cd "$top" && quietly build/autoreconf.log autoreconf -fi &&
		    touch configure) || return
	fi
	[ "$dir/Makefile" -nt "$top/configure" ] && return
	(cd "$dir" && quietly configure.log "$top/configure" "$@")
}

build_variant()
{
	local name=$1 dir

	dir=$(build_dir "$name")
	mkdir -p "$dir" || return
	(
		flock 9
		build_configure "$@" &&
		    quietly "$dir/make.log" make -C "$dir" -s -j"$(build_jobs)"
	) 9>"$top/build/lock"
}

# One test log as TAP, with the verdict of the test driver (.trs) on top: a
# program that reports no case of its own counts as one.
build_log_tap()
{
	local name=$1 result

	result=$(sed -n 's/^:test-result: //p' "$name.trs")
	printf '1..0 # %s\n' "$name" # ends the plan of the one before
	if grep -Eq '^(not )?ok ' "$name.log"; then
		cat "$name.log"
		[ "$result" = PASS ] || grep -q '^not ok' "$name.log" ||
			printf 'not ok - %s: %s\n' "$name" "$result"
	elif [ "$result" = PASS ]; then
		printf 'ok - %s\n' "$name"
	else
		cat "$name.log"
		printf 'not ok - %s: %s\n' "$name" "$result"
	fi
}

build_check()
{
	local dir trs status=0

	dir=$(build_dir "$1")
	find "$dir" -name '*.trs' -delete
	CMOCKA_MESSAGE_OUTPUT=TAP make -C "$dir" -s -k -j"$(build_jobs)" check \
	    >"$dir/check.log" 2>&1 || status=1
	cd "$dir" || return
	while read -r trs; do
		build_log_tap "${trs%.trs}"
	done < <(find . -name '*.trs' | sort)
	[ $status -eq 0 ] || tail -n 30 "$dir/check.log"
	return $status
}

# Each fuzz target for a while, from its seeds.
build_fuzz()
{
	local seconds=${1:-30} dir target name

	case $seconds in
	*[!0-9]* | '') die "fuzz: seconds is a number, not $seconds" ;;
	esac
	packages_need build test
	dir=$(build_dir fuzz)
	build_variant fuzz CC=clang CXX=clang++ --enable-fuzzing || return
	for target in "$dir"/tests/fuzz/*_fuzz; do
		[ -x "$target" ] || die 'fuzz: no target was built'
		name=$(basename "$target" _fuzz)
		say "fuzz $name, $seconds s"
		mkdir -p "$top/var/fuzz/$name"
		quietly "$top/var/fuzz/$name.log" "$target" \
		    -max_total_time="$seconds" -print_final_stats=1 \
		    -artifact_prefix="$top/var/fuzz/$name-" \
		    "$top/var/fuzz/$name" "$top/tests/fuzz/seeds/$name" ||
			return
	done
}
