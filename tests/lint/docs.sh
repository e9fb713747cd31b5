#!/bin/bash
# SPDX-License-Identifier: MIT
# Links of the documentation lead somewhere; its table of packages is the table
# that ./dev installs from, that of signals has the points of signal.def; each
# program has a manual page, each bench a line in the README; tests that the
# documentation names as proof are there; what the replaced systems had works, or is
# gone.
. "${0%/*}/lint.sh"

links()
{
	tree -name '*.md' | while read -r file; do
		grep -noE '\]\([^)#]+' "$file" |
		    sed 's/^\([0-9]*\):\](/\1 /' |
		    while read -r line target; do
			case $target in
			*://* | mailto:*) continue ;;
			esac
			[ -e "${file%/*}/$target" ] || [ -e "$target" ] ||
				printf '%s:%d: there is no %s\n' "$file" \
				    "$line" "$target"
		    done
	done
}

packages()
{
	local lib=tests/lib

	[ -e $lib/packages.txt ] || return 0
	# shellcheck source=/dev/null
	. "$lint_dir/../lib/packages.sh"
	diff <(packages_table) <(sed -n '/^<!-- packages/,/^<!-- end of/{
	    /^<!--/!p }' docs/dependencies.md) >/dev/null ||
		echo 'docs/dependencies.md:1: the table is not that of' \
		    'tests/lib/packages.txt: bash tests/lib/packages.sh --write'
}

# A line each: name, empathy, accuracy, tone, resolution.
signals_of_code()
{
	sed -n 's/^SIGNAL(\([^"]*\)".*/\1/p' src/quality/signal.def |
	    tr -s ', ' ' ' | sed 's/ $//'
}

signals_of_docs()
{
	sed -n '/^<!-- signals/,/^<!-- end of/p' docs/metrics.md |
	    awk -F'|' 'NR > 3 && NF > 6 {
		line = $2
		for (i = 3; i <= 6; i++)
			line = line " " $i + 0
		gsub(/ +/, " ", line)
		sub(/^ /, "", line)
		print line }'
}

signals()
{
	[ -e src/quality/signal.def ] || return 0
	diff <(signals_of_code) <(signals_of_docs) | sed -n 's/^[<>] //p' |
	    cut -d' ' -f1 | sort -u | while read -r name; do
		printf 'docs/metrics.md:1: signal %s is not as in %s\n' \
		    "$name" src/quality/signal.def
	done
}

# "| ... | `tests/job/x.sh`: title of a check |", between marks.
proofs()
{
	[ -e docs/compatibility.md ] || return 0
	sed -n '/^<!-- faults/,/^<!-- end of/{=;p}' docs/compatibility.md |
	    sed 'N;s/\n/ /' |
	    sed -n 's/^\([0-9]*\) |.*| `\([^`|]*\)`: \([^|]*[^| ]\) *|$/\1 \2 \3/p' |
	    while read -r line file title; do
		grep -qF -e "'$title" -e "\"$title" "$file" 2>/dev/null ||
			printf 'docs/compatibility.md:%d: %s has no "%s"\n' \
			    "$line" "$file" "$title"
	    done
}

# Numbers of one list: none is left out.
faults()
{
	[ -e docs/compatibility.md ] || return 0
	sed -n '/^<!-- faults/,/^<!-- end of/s/^| \([0-9]*\) .*/\1/p' \
	    docs/compatibility.md | sort -nu | awk '{
		while (++n < $1)
			print "docs/compatibility.md:1: there is no fault " n }'
}

# Each row of what the replaced systems had is "works" or "gone"; an address that
# works is a route, a variable that works is read.
rows()
{
	[ -e docs/compatibility.md ] || return 0
	awk -F'|' 'FNR == 1 { file++ } NF == 0 { old = 0 }
	    $3 == " today " { old = 1; next }
	    file == 1 && /^ROUTE\(/ {
		split($0, part, /[(", ]+/); route[part[2] " " part[3]] = 1 }
	    file == 2 { code = code " " $0 }
	    file == 3 && old && $3 !~ /^ -+ $/ {
		if ($3 !~ /^ (works|gone) $/)
			print FILENAME ":" FNR ": neither works nor gone:" $2
		if ($3 !~ /works/)
			next
		n = split($2, word, /[ ,]+/)
		methods = ""
		for (i = 1; i <= n; i++)
			if (word[i] ~ /^(GET|POST|DELETE)$/)
				methods = methods " " word[i]
			else if (word[i] ~ /^\/[a-z]/ && methods != "") {
				m = split(methods, method, " ")
				for (j = 1; j <= m; j++)
					if (!((method[j] " " word[i]) in route))
						print FILENAME ":" FNR ": no route " \
						    method[j] " " word[i]
				if (word[i + 1] !~ /^\//)
					methods = ""
			} else if (word[i] ~ /^[A-Z][A-Z0-9]*_[A-Z0-9_]+$/ &&
			    !index(code, word[i]))
				print FILENAME ":" FNR ": nothing reads " word[i]
	    }' src/main/routes.def <(cat src/conf/conf.*) \
	    docs/compatibility.md
}

manuals()
{
	cat src/*/Makefile.inc | sed -n 's/^bin_PROGRAMS *+*= *//p' |
	    tr ' ' '\n' | while read -r program; do
		[ -e "src/main/$program.8" ] || [ -z "$program" ] ||
			printf 'src/main/%s.8:1: there is no manual page\n' \
			    "$program"
	done
}

benches()
{
	local script name

	for script in tests/bench/*.sh; do
		name=$(basename "$script" .sh)
		[ -e "$script" ] && [ "$name" != lib ] || continue
		grep -qF "\`./dev bench $name\`" README.md 2>/dev/null ||
			echo "$script:1: README.md has no line for it"
	done
}

findings()
{
	links
	packages
	signals
	proofs
	faults
	rows
	manuals
	benches
}

lint docs findings
