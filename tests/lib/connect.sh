# SPDX-License-Identifier: MIT
# tests/lib/connect.sh - connect the sandbox as a person does in a browser.
#
#	connect_session NAME ROLE	a user who is signed in, with cookies in $R/NAME
#	connect_account NAME		connects, by the consent page
#
# The web program and the sandbox must be running. Beside them, for tests of the
# way itself:
#
#	connect_start NAME [PATH]	the first step; $connect_state goes along
#	connect_decide allow|refuse	a button; $connect_back: the way back, a path

connect_session()
{
	local link

	program tidemark-admin user add "$1" --role "$2" >/dev/null &&
	    link=$(program tidemark-admin login-link "$1") &&
	    curl -sS -o /dev/null -c "$R/$1" --data "token=${link##*token=}" \
		"$stack_url/sign-in/link"
}

connect_start()
{
	connect_state=$(curl -sS -o /dev/null -w '%{redirect_url}' -b "$R/$1" \
	    "$stack_url${2:-/helpscout/oauth/start}" |
	    sed -n 's/.*[?&]state=\([^&]*\).*/\1/p')
}

connect_decide()
{
	connect_back=$(curl -sS -o /dev/null -w '%{redirect_url}' \
	    -d client_id=sandbox-app -d "state=$connect_state" \
	    -d "decision=$1" \
	    "$sandbox_url/authentication/authorizeClientApplication")
	connect_back=${connect_back#"$stack_url"}
}

connect_account()
{
	connect_start "$1" && connect_decide allow &&
	    curl -fsS -o /dev/null -b "$R/$1" "$stack_url$connect_back"
}
