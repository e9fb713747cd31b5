#!/bin/bash
# SPDX-License-Identifier: MIT
# Whatever Help Scout answers: nothing is lost, nothing is there twice, and what
# cannot be mended is said.
. "${0%/*}/../lib/crawl.sh"
crawl_open --demo 130 --seed 3 --days 9 --page-size 25

fresh()
{
	db 'truncate conversation, message, feedback, customer, agent, mailbox, job,
	    sync_cursor, crawl_seen, analysis_due, rollup_dirty, customer_dirty, analysis,
	    upstream_token cascade'
	ask faults/clear >/dev/null
}

backfill
is 'a crawl without faults' "$status" 0
sums=$(crawl_sums)

# fault TITLE QUERY [ENDED]: the same database comes of it.
fault()
{
	fresh
	ask "fault?$2" >/dev/null
	backfill
	if [ "$status" -ne 0 ]; then
		tail -n 3 "$R/log/backfill"
		check_fail "$1: ends with 0"
	elif [ "$(crawl_sums)" != "$sums" ]; then
		diff <(crawl_sums) <(printf '%s\n' "$sums")
		check_fail "$1: the same database"
	else
		check "$1" ended "${3:-repeats=[1-9]}"
	fi
}

list='path=conversations&skip=1'
fault 'internal error'               "kind=500&$list"
fault 'bad gateway'                  "kind=502&$list"
fault 'not available'                "kind=503&$list"
fault 'an internal call timed out'   "kind=504&$list"
fault 'a page for people, 502'       "kind=html&$list"
fault 'a page for people, 200'       "kind=html200&$list"
fault 'a cut connection'             "kind=cut&$list"
fault 'no answer at all'             "kind=drop&$list"
fault 'garbage'                      "kind=garbage&$list"
fault 'an empty answer'              "kind=empty&$list"
fault 'half of the JSON'             "kind=truncate_json&$list"
fault 'slow answers'                 "kind=slow&ms=300&count=3&$list" repeats=0
fault 'a token that ended'           "kind=401&$list" tokens=2
fault 'a next link to itself'        "kind=next_loop&$list" repeats=0
fault 'a next link to another host'  "kind=next_other_host&$list" repeats=0
fault 'faults of the thread list'    'kind=500&path=threads'
fault 'a token endpoint that fails'  'kind=503&path=oauth2'

start=$SECONDS
fault 'a 429 that says how long, twice' "kind=429&ms=2000&count=2&$list"
check 'is waited for' [ $((SECONDS - start)) -ge 4 ]

# Every access token ends while the crawl is under way, again and again.
fresh
backfill --pages 2
ask expire_tokens >/dev/null
service_start TERM ender bash -c "while sleep 0.05; do
    curl -s '$sandbox_url/_sandbox/expire_tokens'; done"
ask "fault?kind=slow&ms=100&count=4" >/dev/null
backfill
service_stop ender
if [ "$status" -eq 0 ]; then
	is 'tokens that end all the time' "$(crawl_sums)" "$sums"
else
	# Twice within one call is final by design; the next run goes on.
	like 'a second 401 is final' "$(cat "$R/log/backfill")" \
	    'token is not accepted'
	db 'update job set run_at = now()' >/dev/null
	backfill
	is 'tokens that end all the time' "$(crawl_sums)" "$sums"
fi

# --- what does not mend itself ----------------------------------------------
fresh
stack_env+=(TIDEMARK_HS_MAX_RETRIES=1)
ask "fault?kind=500&count=100&$list" >/dev/null
backfill
is 'errors without end: the run fails' "$status" 1
like 'and says why' "$(db 'select error from job')" '500, internal error'
db_is 'the job waits for another try' \
    "select state, run_at > now() from job where kind = 'backfill'" 'queued|t'
ask faults/clear >/dev/null
page=$(db 'select page from sync_cursor where name = $$crawl$$')
backfill
db_is 'until then the crawl rests' \
    'select page from sync_cursor where name = $$crawl$$' "$page"
db 'update job set run_at = now()' >/dev/null
backfill
is 'and goes on where it was' "$status $(crawl_sums)" "0 $sums"

# Threads that are not to be had, of one conversation alone.
fresh
chat=$(ask 'dump?form=json' | grep '"type":"chat"' | head -n 1 |
    grep -Eo '^\{"id":[0-9]+' | grep -Eo '[0-9]+')
ask "fault?kind=500&count=100&path=conversations/$chat/threads" >/dev/null
backfill
is 'one that lacks its threads keeps out no other' \
    "$status $(db 'select count(*) from conversation')" '0 130'
db_is 'it has a job of its own, which says why' "select state, run_at > now(),
    error like '%threads%500%' from job where kind = 'conversation'" 'queued|t|t'
ask faults/clear >/dev/null
db 'update job set run_at = now()' >/dev/null
backfill
is 'which completes it' "$(crawl_sums)" "$sums"

fresh
ask 'fault?kind=403&count=100&path=conversations' >/dev/null
backfill
is 'access denied: the run fails' "$status" 1
check 'at once' ended repeats=0
like 'and says why' "$(db 'select error from job')" \
    'the token is good but access is denied'

# --- a conversation that Postgres does not take ---------------------------------
fresh
one=$(ask 'dump?form=ids' | tr -c '0-9' '\n' | sed '/^$/d' | head -n 1)
db "create function refuse() returns trigger language plpgsql as
    \$\$ begin if new.id = $one then raise 'no'; end if; return new; end \$\$;
    create trigger refuse before insert on conversation for each row
    execute function refuse()"
backfill
is 'one that is refused keeps out no other' \
    "$status $(db 'select count(*) from conversation')" '0 129'
check 'and is counted' ended refused=1
ask "touch?id=$one" >/dev/null
backfill
is 'nor stops the looks for changes, alone on its page' "$status $(db "select
    watermark > now() - interval '1 min' from sync_cursor
    where name = 'sweep'")" '0 t'
db 'drop trigger refuse on conversation'

check_end
