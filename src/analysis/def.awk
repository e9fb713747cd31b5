# SPDX-License-Identifier: MIT
# Turns a text file into lines of C string literals.
{
	line = ""
	for (i = 1; i <= length($0); i++) {
		c = substr($0, i, 1)
		line = line (c == "\\" || c == "\"" ? "\\" c : c)
	}
	print "\"" line "\\n\""
}
