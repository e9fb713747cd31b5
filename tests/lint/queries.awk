# SPDX-License-Identifier: MIT
# A query file opens with its name, a line per parameter, and what it returns.

FNR == 1 {
	if (NR > 1)
		finish()
	file = FILENAME
	returns = 0
	split("", told)
	split("", used)
	if (index($0, "-- " FILENAME ": ") != 1)
		print FILENAME ":1: begins with -- " FILENAME \
		    ": what it answers"
}

/^-- returns / { returns = 1 }
/^-- \$[0-9]+ +[^ ]+ +[^ ]/ { told[substr($2, 2)] = FNR }

!/^--/ {
	rest = $0
	sub(/--.*/, "", rest)
	while (match(rest, /\$[0-9]+/)) {
		number = substr(rest, RSTART + 1, RLENGTH - 1)
		if (!(number in used))
			used[number] = FNR
		rest = substr(rest, RSTART + RLENGTH)
	}
}

END { if (NR > 0) finish() }

function finish(	n)
{
	if (!returns)
		print file ":1: has no line: -- returns ..."
	for (n in used)
		if (!(n in told))
			print file ":" used[n] ": $" n \
			    " has no line: -- $" n " type  meaning"
	for (n in told)
		if (!(n in used))
			print file ":" told[n] ": $" n " is not used"
}
