# SPDX-License-Identifier: MIT
# layers.txt, then C files: print each include that its layer may not have.

# A header that is not libc's: in a folder of its own, or known by name.
function is_library(header)
{
	if (header ~ /\//)
		return header !~ /^(sys|netinet|arpa|net|linux|asm|bits)\//
	return header ~ /^(libpq|libpq-fe|libstemmer|zlib|pcre2|fcgi|fcgiapp|fcgios|fcgi_stdio|hs|linear|gumbo)\.h$/
}

function allowed(list, word)
{
	return list ~ /\*/ || index(" " list " ", " " word " ")
}

FILENAME ~ /layers\.txt$/ {
	if (/^#/ || NF == 0)
		next
	split($0, col, ":")
	gsub(/[ \t]/, "", col[1])
	gsub(/[ \t]+/, " ", col[2])
	gsub(/[ \t]+/, " ", col[3])
	layers[col[1]] = col[2]
	libraries[col[1]] = col[3]
	next
}

FNR == 1 {
	split(FILENAME, part, "/")
	folder = part[1] "/" part[2]
	if (!(folder in layers))
		print FILENAME ":1: folder is not in layers.txt"
}

/^[ \t]*#[ \t]*include[ \t]*"/ {
	split($0, quoted, "\"")
	n = split(quoted[2], dir, "/")
	# queries.def and its like are made by the build: no folder
	if (n == 1 || "src/" dir[1] == folder || quoted[2] ~ "^" folder "/")
		next
	if (!allowed(layers[folder], dir[1]))
		print FILENAME ":" FNR ": " folder " may not include " \
		    quoted[2]
}

/^[ \t]*#[ \t]*include[ \t]*</ {
	header = $0
	sub(/^[^<]*</, "", header)
	sub(/>.*/, "", header)
	name = header
	sub(/\/.*/, "", name)
	if (is_library(header) && !allowed(libraries[folder], name) &&
	    !(name == "hs" && allowed(libraries[folder], "hs")))
		print FILENAME ":" FNR ": library <" header \
		    "> does not belong in " folder
}
