#!/bin/bash
# SPDX-License-Identifier: MIT
# A connection is renewed by one program at a time, and survives whatever can be
# survived; what cannot be is said, and mended by connecting again. A refresh token
# is good once: a lost answer is lost for good.
. "${0%/*}/../lib/page.sh"
. "${0%/*}/../lib/connect.sh"
page_open
sandbox_start --rate-limit none --demo 20 --client-id sandbox-app \
    --client-secret sandbox-secret
connect_session anna admin
connect_account anna || die 'the account could not be connected'

ask()
{
	curl -sS "$sandbox_url/_sandbox/$1"
}

refreshed()
{
	ask stats | jq .tokens_refreshed
}

issued()
{
	ask stats | jq .tokens_issued
}

# One call with the connection: $status, what it said in $R/out.
try()
{
	program tidemark-admin connection test >"$R/out" 2>&1
	status=$?
}

expire()
{
	db 'update hs_connection set expires_at = now()' >/dev/null
}

works()
{
	try
	is "$1" "$status $(db 'select broken, problem from hs_connection')" '0 f|'
}

again()
{
	ask faults/clear >/dev/null
	connect_account anna || die 'it could not be connected again'
}

# --- one at a time ------------------------------------------------------------------
works 'a fresh connection works'
is 'and is not renewed' "$(refreshed)" 0

# at_once TITLE: eight programs need another token at the same time
at_once()
{
	local before pids=() pid failed=0

	before=$(refreshed)
	ask 'fault?kind=slow&ms=300&path=oauth2' >/dev/null
	for _ in 1 2 3 4 5 6 7 8; do
		program tidemark-admin connection test >/dev/null 2>>"$R/log/at-once" &
		pids+=($!)
	done
	for pid in "${pids[@]}"; do
		wait "$pid" || failed=$((failed + 1))
	done
	is "$1: all go on, after one renewal" \
	    "$failed $(($(refreshed) - before))" '0 1'
}

expire
at_once 'eight programs find it at its end'
ask expire_tokens >/dev/null
at_once 'eight programs meet a 401'
works 'afterwards it works'

# --- what mends itself ---------------------------------------------------------------
for fault in 503 429 500 html; do
	expire
	ask "fault?kind=$fault&path=oauth2" >/dev/null
	works "a renewal that is answered by $fault is tried again"
done
expire
ask 'fault?kind=drop&path=oauth2' >/dev/null
works 'one that never reached Help Scout, too'

# stopped NAME SIGNAL: the signal comes while Help Scout takes its time
stopped()
{
	expire
	ask 'fault?kind=slow&ms=1500&path=oauth2' >/dev/null
	service_start "$2" "$1" "$R/bin/tidemark-admin" connection test
	wait_for 10 'a renewal is under way' eval '[ "$(db "select count(*)
	    from hs_connection where renewing_at is not null")" = 1 ]'
	sleep 0.3
	service_stop "$1"
	db_left tidemark-admin
}

stopped ender TERM
db_is 'told to stop, a program waits for the answer and keeps it' \
    'select renewing_at is null, expires_at > now() from hs_connection' 't|t'
works 'which then works'

# --- what does not ---------------------------------------------------------------------
# is_broken TITLE PATTERN: said, and not gone round
is_broken()
{
	local before

	try
	before=$(issued)
	is "$1: the program fails" "$status" 1
	like "$1: and says why" "$(cat "$R/out")" "$2"
	like "$1: and what to do" "$(cat "$R/out")" 'Connect anew|Invalid refresh'
	like "$1: at once, in the log" "$(cat "$R/out")" \
	    'level=error .*event=connection_broken .*connects again on the page /connect'
	db_is "$1: the connection says it too" "select broken, problem <> '',
	    problem_at > now() - interval '1 min' from hs_connection" 't|t|t'
	try
	is "$1: it is not tried for ever" "$status $(issued)" "1 $before"
	like "$1: the next step" "$(cat "$R/out")" 'Connect anew on the page'
	program tidemark-backfill >/dev/null 2>&1
	is "$1: no other way in is taken" "$? $(issued)" "1 $before"
}

stopped victim KILL
is_broken 'killed while the answer was on its way' \
    'earlier renewal had no answer that was stored'
again
works 'connected again it works'

expire
ask 'fault?kind=lose&path=oauth2' >/dev/null
is_broken 'a lost answer' 'earlier renewal had no answer that was stored'
again

expire
ask 'fault?kind=truncate_json&path=oauth2' >/dev/null
is_broken 'half an answer' 'earlier renewal had no answer that was stored'
again

# Durable before it is used: what could not be stored is not.
db "create function refuse() returns trigger language plpgsql as
    \$\$ begin raise 'no'; end \$\$;
    create trigger refuse before update of access on hs_connection
    for each row execute function refuse()"
expire
calls=$(ask stats | jq .people)
try
is 'tokens that cannot be stored' "$status $(tail -n 1 "$R/out")" \
    '1 connection test: Help Scout, renewal of the connection: the new tokens could not be stored; what was answered is not used'
is 'are not used' "$(ask stats | jq .people)" "$calls"
db 'drop trigger refuse on hs_connection; drop function refuse()'
is_broken 'they are lost' 'earlier renewal had no answer that was stored'
again

# A wrong secret is no end of the connection.
expire
stack_env+=(HS_CLIENT_SECRET=wrong TIDEMARK_HS_MAX_RETRIES=0)
try
db_is 'a wrong app secret breaks nothing' "select broken, problem like '%401%'
    from hs_connection" 'f|t'
stack_env+=(HS_CLIENT_SECRET=sandbox-secret)
works 'with the right one it goes on'

# killed SECONDS COMMAND...: of tidemark-admin, after that time
killed()
{
	{ (cd "$R" && exec "${as[@]}" env -i "${stack_env[@]}" timeout \
	    -s KILL "$1" "$R/bin/tidemark-admin" "${@:2}"); } >/dev/null 2>&1
}

# --- killed at random ---------------------------------------------------------------------
good=0 broken=0 neither=0
for i in $(seq 60); do
	expire
	ask 'fault?kind=slow&ms=15&path=oauth2' >/dev/null
	killed "0.0$((10 + (i * 37) % 70))" connection test
	ask faults/clear >/dev/null
	try
	if [ $status -eq 0 ]; then
		good=$((good + 1))
	elif grep -q 'Invalid refresh_token' "$R/out" &&
	    [ "$(db 'select broken from hs_connection')" = t ]; then
		broken=$((broken + 1))
		connect_account anna
	else
		sed 's/^/# /' "$R/out"
		neither=$((neither + 1))
	fi
done
is 'killed 60 times: each time it works on or is said to be broken' "$neither" 0
check "both were met ($good went on, $broken were connected again)" \
    [ $((good > 0 && broken > 0)) -eq 1 ]

# --- another key while programs run -----------------------------------------------------------
again
rotate()
{
	program tidemark-admin key rotate >"$R/log/rotate" 2>&1
}

before=$(cat "$R/key")
rotate
check 'another key, alone' [ "$(wc -l <"$R/key") $?" = '1 0' ]
check 'which is new' [ "$(cat "$R/key")" != "$before" ]
works 'everything opens with it'
stack_env+=(TIDEMARK_KEY_FILE="$R/old")
printf '%s\n' "$before" >"$R/old"
chmod 600 "$R/old"
user_give "$R/old"
try
like 'with the old one nothing does' "$status $(cat "$R/out")" \
    '^1 .*under a key that key_file does not hold'
db_is 'which is no fault of the connection' \
    'select broken, problem from hs_connection' 'f|'
stack_env+=(TIDEMARK_KEY_FILE="$R/key")

renewals()
{
	for _ in $(seq 12); do
		expire
		program tidemark-admin connection test || return
	done
}

renewals >"$R/log/renewals" 2>&1 &
renewer=$!
failed=0
for _ in $(seq 12); do
	rotate || failed=$((failed + 1))
done
wait $renewer
is 'twelve renewals and twelve rotations at once' "$? $failed" '0 0'
works 'and it works'

# Another host has the file as it was, and renews while the key is rotated here.
cp -p "$R/key" "$R/elsewhere"
expire
ask 'fault?kind=slow&ms=2500&path=oauth2&count=1' >/dev/null
stack_env+=(TIDEMARK_KEY_FILE="$R/elsewhere")
service_start TERM renewer "$R/bin/tidemark-admin" connection test
stack_env+=(TIDEMARK_KEY_FILE="$R/key")
under_way()
{
	[ "$(db 'select renewing_at is not null from hs_connection')" = t ]
}
wait_for 10 'a renewal on another host' under_way
rotate
is 'a rotation waits for the renewal of another host' \
    "$? $(db 'select renewing_at is null from hs_connection')" '0 t'
works 'and seals what it brought'
service_stop renewer

failed=0
for i in $(seq 25); do
	killed "0.0$((10 + (i * 13) % 40))" key rotate
	try
	[ $status -eq 0 ] || failed=$((failed + 1))
done
is 'rotations killed 25 times: it works after each' "$failed" 0
rotate
is 'the next one tidies up' "$? $(wc -l <"$R/key")" '0 1'
sealed=$(db 'select access from hs_connection')
db "update hs_connection set access = set_byte(access, 30,
    get_byte(access, 30) # 1)"
failed=0
for _ in $(seq 10); do
	rotate || failed=$((failed + 1))
done
is 'what cannot be opened is not sealed anew' "$failed" 10
like 'and says why' "$(cat "$R/log/rotate")" 'all keys stay: .*altered'
db "update hs_connection set access = '$sealed'"
works 'however often that was tried: the key is still there'
rotate
is 'then a rotation ends' "$? $(wc -l <"$R/key")" '0 1'
is 'the doctor is content' "$(program tidemark-admin doctor |
    grep -cE '^(key file|Help Scout) +ok$')" 2
check_end
