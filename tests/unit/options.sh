#!/bin/bash
# SPDX-License-Identifier: MIT
# The manual's and the sample's option lists are those of the option table, and
# a wrong value is refused by name.  tests/unit/options.sh --write renews both.
set -u
src=${srcdir:-.}
admin=./tidemark-admin
datadir=$($admin --dump-config | sed -n 's|^template_dir = \(.*\)/templates$|\1|p')
failures=0

ok() { printf 'ok - %s\n' "$1"; }
fail() { printf 'not ok - %s\n' "$1"; failures=$((failures + 1)); }

made() { $admin "$1" | sed "s|$datadir|/usr/share/tidemark|g"; }

# The part of the manual between the list's begin and end.
listed() { sed -n '/^\.Bl -tag -width Ds$/,/^\.El$/p' "$src/src/main/tidemark.conf.5" | sed '1d;$d'; }

if [ "${1:-}" = --write ]; then
	{
		sed '/^\.Bl -tag -width Ds$/q' "$src/src/main/tidemark.conf.5"
		made options-manual
		sed -n '/^\.El$/,$p' "$src/src/main/tidemark.conf.5"
	} > manual.new && mv manual.new "$src/src/main/tidemark.conf.5"
	made sample-config > "$src/docs/tidemark.conf.sample"
	exit
fi

if diff <(made options-manual) <(listed); then
	ok 'tidemark.conf.5 lists the options of the table'
else
	fail 'tidemark.conf.5 differs: run tests/unit/options.sh --write'
fi
if diff <(made sample-config) "$src/docs/tidemark.conf.sample"; then
	ok 'docs/tidemark.conf.sample is the table'
else
	fail 'docs/tidemark.conf.sample differs: run tests/unit/options.sh --write'
fi

# refused WHY PATTERN ENVIRONMENT... : status 2, and the message says PATTERN
refused()
{
	local why=$1 pattern=$2 said status
	shift 2
	said=$(env "$@" $admin --dump-config 2>&1)
	status=$?
	if [ $status -eq 2 ] && grep -q -- "$pattern" <<< "$said"; then
		ok "$why"
	else
		fail "$why: status $status, said: $said"
	fi
}

refused 'a number over the limit names option, value and limit' \
    'workers (from TIDEMARK_WORKERS): "1000" is not allowed; it must be a whole number from 1 to 256' \
    TIDEMARK_WORKERS=1000
refused 'a number with a tail' 'hs_timeout.*"20x"' HELPSCOUT_HTTP_TIMEOUT=20x
refused 'an address without a scheme' 'hs_base_url.*http' HS_BASE_URL=api.helpscout.net
refused 'a word that is not in the list' 'log_level.*debug|info' TIDEMARK_LOG_LEVEL=loud
refused 'a file that is not there' 'cannot read /nonexistent' TIDEMARK_CONF=/nonexistent
refused 'two words of the list at once' 'log_level.*debug|info' 'TIDEMARK_LOG_LEVEL=debug|info'
refused 'a folder in place of the file' 'cannot read /.*directory' TIDEMARK_CONF=/

# refused_file WHY PATTERN TEXT: the same for what a file says
file=$(mktemp)
trap 'rm -f "$file"' EXIT
refused_file()
{
	printf '%s\n' "$3" >"$file"
	refused "$1" "$2" TIDEMARK_CONF="$file"
}
refused_file 'a name that is no option, with its line' \
    'line 2: there is no option "wrkers"' $'# a comment\nwrkers = 4'
refused_file 'a long line is one line' 'line 2: there is no option "wrkers"' \
    "# $(printf 'x%.0s' {1..9000})"$'\nwrkers = 4'
refused_file 'a line without a sign' 'line 1: expected name = value' 'workers'
printf 'hs_api_token geheim\n' >"$file"
said=$(TIDEMARK_CONF=$file $admin --dump-config 2>&1; $admin --hs_api_tokn=geheim 2>&1)
if grep -q 'expected name = value, found "hs_api_token' <<< "$said" &&
    grep -q 'no option "--hs_api_tokn"' <<< "$said" && ! grep -q geheim <<< "$said"; then
	ok 'the value behind a slip in the name is not printed'
else
	fail "the value behind a slip in the name is not printed: $said"
fi
secret=$(printf 'x%.0s' {1..600})
said=$(HS_CLIENT_SECRET=$secret $admin --dump-config 2>&1)
if [ $? -eq 2 ] && ! grep -q xxxx <<< "$said"; then
	ok 'a wrong secret is refused and not printed'
else
	fail 'a wrong secret is refused and not printed'
fi
said=$(HS_CLIENT_SECRET=geheim DATABASE_URL=postgres://u:geheim@h/d $admin --dump-config)
if grep -q 'hs_client_secret = (set)' <<< "$said" && ! grep -q geheim <<< "$said"; then
	ok 'secrets are not dumped'
else
	fail 'secrets are not dumped'
fi
[ $failures -eq 0 ]
