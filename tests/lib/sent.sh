# SPDX-License-Identifier: MIT
# tests/lib/sent.sh - do requests that a sandbox kept fit tests/lib/services.json?
# For scripts of any kind: $sent_lib is this folder.
#
#	sent_read <REQUESTS >FILE	as values
#	sent_faults FILE		one line a fault
#	sent_kinds FILE			the operations that they are of, with counts
#	sent_mutants FILE		of each line "PATH | CHANGE | WORDS" of standard
#					input: the first request with PATH in it, after
#					CHANGE (jq), has a fault with WORDS in it; what
#					is not so is printed

sent_jq()
{
	jq -L "$sent_lib" --arg "do" "$1" --slurpfile doc "$sent_lib/services.json" \
	    -f "$sent_lib/sent.jq" "${@:2}"
}

sent_read()
{
	sent_jq read -c
}

sent_faults()
{
	sent_jq check -r "$1" 2>&1 | sort -u
}

sent_kinds()
{
	sent_jq name -r "$1" | sort | uniq -c
}

sent_mutants()
{
	local line path change words one said

	while read -r line; do
		path=${line%% | *} change=${line#* | } words=${line##* | }
		change=${change% | *} change=${change//\\|/|}
		one=$(jq -c --arg path "$path" 'select("\(.method) \(.path)"
		    | contains($path))' "$1" | head -n 1)
		[ -n "$one" ] || { echo "no request to $path"; continue; }
		said=$(jq -c "$change" <<<"$one" | sent_jq check -r 2>&1)
		case $said in
		*"${words}"*) ;;
		*) echo "$path, $change: no \"$words\" in: ${said:0:200}" ;;
		esac
	done
}
