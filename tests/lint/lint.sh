# SPDX-License-Identifier: MIT
# tests/lint/lint.sh - what every lint shares.
#
# A lint is a script: [root of the tree] in, "file:line: rule" lines out, exit 1
# when there is one. It looks at files, never at the version control system, so
# that it runs from a release as well.
#
#	. "${0%/*}/lint.sh"
#	findings() { ... }
#	lint NAME findings

set -u -o pipefail
lint_dir=$(cd "${0%/*}" && pwd) || exit 2
cd "${1:-${srcdir:-.}}" || exit 2

# Every file that people wrote, as ./path; further find tests as arguments.
tree()
{
	find . \( -name .git -o -path ./build -o -name 'build-*' \
	    -o -path ./_build -o -path ./_inst -o -path ./var \
	    -o -name node_modules -o -name autom4te.cache \
	    -o -path ./tests/lint/bad \) -prune \
	    -o -type f \( "$@" \) -print | sed 's,^\./,,' | LC_ALL=C sort
}

# C files below the folders named; one per line.
c_files()
{
	local dir

	for dir; do
		tree -path "./$dir/*.[ch]" -o -path "./$dir/*.cc" \
		    -o -path "./$dir/*.def"
	done
}

# Lines of C as "file TAB line TAB code TAB literals": comments are gone, a
# literal stands in the code as "" and with its text in the last column.
c_lines()
{
	xargs awk -f "$lint_dir/c_lines.awk"
}

# Run function $2, which prints findings; say how it went, and leave.
lint()
{
	local out

	out=$("$2") || {
		printf '%s\nnot ok - lint %s: could not run\n' "$out" "$1"
		exit 2
	}
	if [ -n "$out" ]; then
		printf '%s\nnot ok - lint %s: %d findings\n' "$out" "$1" \
		    "$(printf '%s\n' "$out" | wc -l)"
		exit 1
	fi
	printf 'ok - lint %s\n' "$1"
	exit 0
}
