#!/bin/bash
# SPDX-License-Identifier: MIT
# A person connects Help Scout: the way to the consent page and back, what is
# refused on it, what is kept, and how it ends.
. "${0%/*}/../lib/page.sh"
. "${0%/*}/../lib/connect.sh"
page_open
sandbox_start --rate-limit none --demo 30 --client-id sandbox-app \
    --client-secret sandbox-secret

# --- sessions ---------------------------------------------------------------------

# as NAME CURL-ARGUMENT...: a browser with that session
as()
{
	local name=$1 page_auth=()

	shift
	page_ask -b "$R/$name" -H 'Accept: text/html' "$@"
}

csrf_of()
{
	as "$1" /connect
	grep -o 'name="csrf" value="[^"]*"' <<<"$page_body" | head -n 1 |
	    cut -d '"' -f 4
}

location()
{
	sed -n 's/^Location: //p' <<<"$page_headers" | tail -n 1
}

connections='select count(*) from hs_connection'

connect_session anna admin
connect_session bert admin
connect_session vera viewer

# --- who may ------------------------------------------------------------------------
for path in /connect /helpscout/oauth/start /oauth/start \
    /helpscout/oauth/callback /oauth/callback /helpscout/oauth/install; do
	as vera "$path"
	page_compare "a viewer is refused: $path" 403
done
page_as nobody
page_get 'nobody is asked to sign in' /connect 303
page_as viewer
page_get 'a viewer may see the state, without names' /helpscout/oauth/status \
    200 '^\{"connected":false,"way":"app","next":""\}$'
page_as admin
page_get 'a token has no session to come back to' /helpscout/oauth/start 403 \
    'in a browser'
page_get 'and is told where one begins' /helpscout/oauth/install 200 \
    "^\{\"authorize_url\":\"$stack_url/helpscout/oauth/start\",\"redirect_uri\":\"$stack_url/helpscout/oauth/callback\"\}$"

# --- the way there -------------------------------------------------------------------
as anna /connect
page_compare 'before: who is asked, and the button' 200 \
    "the app's own access|the app&#39;s own access" \
    'href="/helpscout/oauth/start">Connect<' '!Disconnect' \
    "$stack_url/helpscout/oauth/callback"
as anna /helpscout/oauth/start
page_compare 'the button leads to the consent page' 302
like 'with the app and the state and nothing else' "$(location)" \
    "^$sandbox_url/authentication/authorizeClientApplication\?client_id=sandbox-app&state=[A-Za-z0-9_-]{43}$"
there=$(location)
as anna -H 'Sec-Fetch-Site: cross-site' /helpscout/oauth/start
page_compare 'a link on another site leads to the button' 303
is 'and no further' "$(location)" /connect
connect_start anna
first=$connect_state
connect_start anna /oauth/start
check 'each time another state' [ "$connect_state" != "$first" ]
db_is 'only their digests are kept' \
    "select bool_and(encode(hash, 'escape') !~ '$connect_state'), min(length(hash)),
    min(length(session)) from oauth_state" 't|32|32'
like 'a person is asked' "$(curl -sS "$there")" 'value="allow">Allow'

# --- what is refused on the way back -----------------------------------------------------
refused()
{
	as "${3:-anna}" "$2"
	page_compare "$1" 400 'does not belong to anything that was begun' \
	    '!sandbox-secret'
	db_is "$1: nothing is kept" "$connections" 0
}

code()
{
	curl -sS "$sandbox_url/_sandbox/code" | jq -r .ok
}

calls()
{
	curl -sS "$sandbox_url/_sandbox/stats" | jq .token
}

before=$(calls)
refused 'a state that nobody made' \
    "/helpscout/oauth/callback?code=$(code)&state=nonsense"
refused 'no state' "/helpscout/oauth/callback?code=$(code)"
refused 'no code and no state' /helpscout/oauth/callback
connect_start anna
refused 'a state of another session' \
    "/helpscout/oauth/callback?code=$(code)&state=$connect_state" bert
connect_start anna
db "update oauth_state set created_at = now() - interval '16 min'" >/dev/null
refused 'a state that is too old' \
    "/helpscout/oauth/callback?code=$(code)&state=$connect_state"
is 'none of these made a call to Help Scout' "$(calls)" "$before"
connect_start anna
db_is 'old ones go' 'select count(*) from oauth_state' 1

connect_decide refuse
as anna "$connect_back"
page_compare 'access refused in Help Scout' 400 'access was refused there'
as anna "${connect_back/error=access_denied/code=$(code)}"
page_compare 'its state is spent' 400 'does not belong'
db_is 'nothing is kept' "$connections" 0

connect_start anna
as anna "/oauth/callback?code=made-up&state=$connect_state"
page_compare 'a code that Help Scout did not give' 502 \
    'Token exchange failed.*Invalid code' 'Connect<'
page_as nobody
page_ask -b "$R/anna" "/helpscout/oauth/callback?code=made-up&state=$connect_state"
page_as admin
page_compare 'a program reads JSON' 400 '^\{"detail":"This answer'
connect_start anna
curl -sS "$sandbox_url/_sandbox/fault?kind=slow&ms=15000&path=oauth2" >/dev/null
begun=$SECONDS
as anna "/helpscout/oauth/callback?code=$(code)&state=$connect_state"
page_compare 'Help Scout is too slow' 502 'Token exchange failed'
check 'the person waits no longer than ten seconds' \
    [ $((SECONDS - begun)) -le 12 ]
db_is 'nothing is kept' "$connections" 0

# --- connected --------------------------------------------------------------------------
connect_start anna
connect_decide allow
as anna "$connect_back"
page_compare 'allowed' 303
is 'back on the page of the connection' "$(location)" /connect
as anna /connect
page_compare 'which says so' 200 'Connected\.' 'Connected by' 'anna' \
    'Access valid until' 'Connect again' 'Disconnect'
as anna "$connect_back"
page_compare 'the answer sent in once more' 400 'does not belong'
db_is 'once connected, once told, an import queued' "select
    (select count(*) from hs_connection), (select count(*) from audit
     where action = 'connect' and who = 'anna'), (select count(*) from job
     where kind = 'backfill' and state = 'queued')" '1|1|1'
db_is 'tokens are sealed, each for its place' "select
    bool_and(length(access) = 8 + 29 + 32 and length(refresh) = 8 + 29 + 32
    and access <> refresh) from hs_connection" t
program tidemark-backfill >/dev/null 2>&1
as anna /connect
page_compare 'after the first import it says whose it is' 200 \
    'owner@example\.com|@'
db_is 'it used the connection' "select count(*), (select count(*)
    from upstream_token), (select hs_user_id > 0 from hs_connection)
    from conversation" '30|0|t'
page_as viewer
page_get 'the state, without names' /helpscout/oauth/status 200 \
    '^\{"connected":true,"expires_at":"20[0-9T:-]*Z","connected_at":' \
    '"broken":false,"problem":"","problem_at":null,"way":"connection","next":""\}$'
page_as admin
page_get 'with names for an administrator' /helpscout/oauth/status 200 \
    '"connected_by":"anna"'

# --- again, by another one ------------------------------------------------------------------
db "update hs_connection set broken = true, problem = 'It <b>broke</b>',
    problem_at = now()" >/dev/null
as bert /connect
page_compare 'a broken one: why, and what to do' 200 'is broken' \
    'It &lt;b&gt;broke' 'Connect again: the import waits'
page_get 'also for monitoring' /readyz 200 '"helpscout":\{"ok":false'
page_get 'and its figures' /metrics 200 'tidemark_helpscout_broken 1'
page_get 'the page of jobs: at once, and the next step' /jobs 200 \
    'The connection to Help Scout is broken' \
    'administrator connects again under Settings, Help Scout'
page_get 'whoever looks at figures' '/?range=24h' 200 \
    'connection to Help Scout is broken'
page_get 'and programs' /helpscout/oauth/status 200 '"connected":false' \
    '"next":"Connect again'
connect_start bert /oauth/start
connect_decide allow
as bert "${connect_back/helpscout\/oauth/oauth}"
page_compare 'connected again, by the other path' 303
as bert /connect
page_compare 'it is whole' 200 'Connected\.' 'bert' '!broke'
page_get 'in its figures as well' '/metrics?again' 200 \
    'tidemark_helpscout_broken 0'
db_is 'in place of the one before' "$connections" 1

# --- the end ----------------------------------------------------------------------------------
as bert --data 'csrf=' /connect/disconnect
page_compare 'not by a form of another site' 403
csrf=$(csrf_of bert)
as bert --data "csrf=$csrf" /connect/disconnect
page_compare 'disconnected' 303
as bert /connect
page_compare 'the page says so' 200 'Nobody is connected' '!Disconnect'
db_is 'the tokens are gone' "$connections" 0
as bert --data "csrf=$csrf" /connect/disconnect
page_compare 'once more does no harm' 303
page_ask -X DELETE /api/v1/connection
page_compare 'a program is told' 404 'Nobody is connected'
db_is 'who did what' "select string_agg(who || ' ' || action, ', ' order by id)
    from audit where action like '%connect'" \
    'anna connect, bert reconnect, bert disconnect'

# --- what stands in the way -----------------------------------------------------------------------
chmod 644 "$R/key"
as anna /connect
page_compare 'a key that others can read' 200 'can be read by others' \
    '!href="/helpscout/oauth/start"'
as anna /helpscout/oauth/start
page_compare 'is not used' 400 'chmod 600'
chmod 600 "$R/key"
connect_start anna
mv "$R/key" "$R/key.away"
connect_decide allow
as anna "$connect_back"
page_compare 'no key: no code is spent' 409 'tidemark-admin key create'
mv "$R/key.away" "$R/key"
service_stop web
stack_env+=(HS_CLIENT_ID= HS_REDIRECT_URL=https://elsewhere.example/back)
web_start
as anna /connect
page_compare 'no app' 200 'hs_client_id and hs_client_secret must hold' \
    'https://elsewhere\.example/back' 'Nothing is imported'

no_secret=$(grep -rlE 'sandbox-secret|"(access|refresh)_token"' "$R/log" \
    "$R/nginx/logs")
is 'no secret stands in a log' "$no_secret" ''
check_end
