#!/bin/bash
# SPDX-License-Identifier: MIT
# What Help Scout has is in the database, once, and stays up to date.
. "${0%/*}/../lib/crawl.sh"
crawl_open --demo 400 --seed 7 --days 20 --page-size 25

ids()
{
	ask 'dump?form=ids' | tr -c '0-9' '\n' | sed '/^$/d' | sort -n
}

# Threads of a type in all that the sandbox serves.
threads_of()
{
	ask 'dump?form=json' | grep -Eo "\{\"id\":[0-9]+,\"type\":\"$1\"" | wc -l
}

backfill --dry-run --pages 2
is 'a dry run counts' "$status $(cut -d , -f 1,2 "$R/out")" \
    '0 2 pages, 50 conversations'
db_is 'and writes nothing' 'select count(*) from conversation' 0

backfill --pages 3
is 'three pages are read' "$status" 0
db_is 'of 25' 'select count(*) from conversation' 75
db_is 'the newest ones' "select count(*) from conversation where id in (
    select id from conversation order by created_at desc limit 75)" 75
db_is 'and the job waits for the next run' \
    "select state, done from job" 'queued|75'

backfill
is 'the next run goes on' "$status" 0
check 'behind them' ended 'read=3[2-4][0-9]'
is 'every conversation is there' \
    "$(db 'select id from conversation order by id')" "$(ids)"
is 'every reply' "$(db "select count(*) from message where kind = 'agent'")" \
    "$(threads_of message)"
is 'every note' "$(db "select count(*) from message where kind = 'note'")" \
    "$(threads_of note)"
is 'every chat message' \
    "$(db "select count(*) from message where kind = 'chat'")" \
    "$(threads_of '(beacon)?chat')"
db_is 'no line item' "select count(*) from message
    where kind not in ('customer', 'agent', 'note', 'chat', 'phone', 'other')" 0
db_is 'chats in full, which the list cuts short' \
    "select max(length(body)) > 100 from message where kind = 'chat'" t
db_is 'mailboxes have names' "select count(*) from conversation c
    left join mailbox b on b.id = c.mailbox_id where b.name is null" 0
db_is 'authors of replies are known' "select count(*) from message m
    left join agent a on a.id = m.author_id
    where m.kind = 'agent' and (a.id is null or a.role = '')" 0
db_is 'customers have names' "select count(*) from conversation c
    left join customer u on u.id = c.customer_id
    where c.customer_id is not null and u.id is null" 0
db_is 'all wait for analysis' 'select count(*) from conversation
    where id not in (select conversation_id from analysis_due)' 0
db_is 'all hours wait for counting' "select count(*) from conversation
    where date_trunc('hour', created_at, 'UTC')
    not in (select hour from rollup_dirty)" 0
db_is 'the job says that it is done' "select state, error, done = total,
    note like '%conversations%' from job" 'done||t|t'
db_is 'nothing stays behind' 'select count(*) from crawl_seen' 0

# --- a second look ----------------------------------------------------------
sums=$(crawl_sums)
version=$(db 'select version from data_version')
backfill
check 'nothing changed, nothing is written' ended changed=0
check 'nor is anything asked for again' ended 'calls=[1-9]'
check 'the token is still good' ended tokens=0
ask expire_tokens >/dev/null
backfill
check 'one that has ended is replaced' ended tokens=1
stack_env+=(HS_CLIENT_SECRET=another)
backfill
check 'who has another secret cannot open it' ended tokens=1
stack_env+=(HS_CLIENT_SECRET=sandbox-secret)
backfill --all
check 'not even when all is read again' ended changed=0
is 'the database is the same' "$(crawl_sums)" "$sums"
db_is 'pages may keep what they show' 'select version from data_version' \
    "$version"

# --- changes ----------------------------------------------------------------
mapfile -t id < <(db "select id from conversation where kind = 'email'
    and status <> 'spam' order by created_at")
db 'delete from analysis_due; delete from rollup_dirty'
ask "touch?id=${id[3]}" >/dev/null
backfill
is 'a change is found' \
    "$(db 'select distinct conversation_id from analysis_due')" "${id[3]}"
db_is 'and the watermark follows' "select watermark > now() - interval '1 min'
    from sync_cursor where name = 'sweep'" t

old=$(db "select created_at - interval '5 hours' from conversation
    where id = ${id[4]}")
ask 'dump?form=json' | grep "^{\"id\":${id[4]}," |
    sed -E "s/\"createdAt\":\"[^\"]*\"/\"createdAt\":\"$(date -u -d "$old" \
    +%Y-%m-%dT%H:%M:%SZ)\"/; s/\"subject\":\"[^\"]*\"/\"subject\":\"moved\"/" \
    >"$R/one"
if [ -s "$R/one" ]; then
	db 'delete from rollup_dirty'
	curl -sS --data-binary @"$R/one" "$sandbox_url/_sandbox/add" >/dev/null
	ask "touch?id=${id[4]}" >/dev/null
	backfill
	db_is 'another time of creation marks both hours' \
	    'select count(distinct hour) from rollup_dirty' 2
fi

# --- merged and deleted -----------------------------------------------------
before=$(db "select count(*) from message
    where conversation_id in (${id[10]}, ${id[11]})")
ask "merge?from=${id[10]}&into=${id[11]}" >/dev/null
ask "delete?id=${id[12]}" >/dev/null
backfill
db_is 'a merge is seen by its messages' "select merged_into, subject
    from conversation where id = ${id[10]}" "${id[11]}|"
db_is 'which all are in the other one' "select count(*) from message
    where conversation_id = ${id[11]}" "$before"
db_is 'a deletion is not, by looking for changes' "select deleted_at is null
    from conversation where id = ${id[12]}" t
backfill --all
db_is 'but by reading all' "select deleted_at is null, counted, subject,
    (select count(*) from message m where m.conversation_id = c.id)
    from conversation c where id = ${id[12]}" 'f|f||0'
db_is 'nothing else is gone' 'select count(*) from conversation
    where not counted and status <> $$spam$$' 2

# Page 2 is on its way while the first is saved and jobs are done: it may not
# bring back what was merged meanwhile, into one of page 1.
mapfile -t late < <(db "select id from conversation where counted
    order by created_at desc, id desc limit 37" | sed -n '3p; 36,37p')
job_is()
{
	[ "$(db "select state from job order by id desc limit 1")" = "$1" ]
}
ask 'fault?kind=slow&ms=1500&path=createdAt' >/dev/null
ask "fault?kind=slow&ms=2500&path=conversations/${late[2]}" >/dev/null
service_start TERM late "$R/bin/tidemark-backfill" --all
sleep 0.5
db "insert into job (kind, payload) values ('conversation',
    '{\"id\": ${late[2]}}')"
wait_for 10 'it is fetched' job_is running
sleep 0.5
ask "merge?from=${late[1]}&into=${late[0]}" >/dev/null
db "insert into job (kind, payload) values ('conversation',
    '{\"id\": ${late[1]}}')"
late_ended()
{
	! service_up late
}
wait_for 30 'the crawl ends' late_ended
db_is 'a page from before a merge does not undo it' "select merged_into,
    (select count(*) from message where conversation_id = c.id)
    from conversation c where id = ${late[1]}" "${late[0]}|0"

# One that nobody may ask for keeps the check from no other.
ask "delete?id=${id[13]}" >/dev/null
ask "delete?id=${id[14]}" >/dev/null
ask "fault?kind=403&count=1&path=conversations/${id[13]}" >/dev/null
ask 'fault?kind=403&count=1&path=/v2/users' >/dev/null
db "delete from sync_cursor where name = 'directory'"
backfill --all
is 'a 403 for one conversation is no reason to fail' "$status" 0
db_is 'the other one is found to be gone' "select id, deleted_at is null
    from conversation where id in (${id[13]}, ${id[14]}) order by id" \
    "$(printf '%s|t\n%s|f\n' "${id[13]}" "${id[14]}" | sort)"
like 'who may not list users still reads' "$(cat "$R/log/backfill")" \
    users_forbidden
backfill --all
db_is 'the next check finds the first' "select deleted_at is null
    from conversation where id = ${id[13]}" f

box=$(db "select mailbox_id from conversation where counted
    group by 1 order by count(*) limit 1")
ask "set?hidden_mailbox=$box&hidden_status=404" >/dev/null
backfill --all
db_is 'an inbox that is hidden now loses nothing' \
    "select count(*) from conversation where mailbox_id = $box
    and deleted_at is not null" \
    "$(db "select count(*) from conversation where id = ${id[12]}
	and mailbox_id = $box")"
ask 'set?hidden_mailbox=0' >/dev/null

# Mailboxes that are left out now are not asked for one conversation at a time.
stack_env+=(TIDEMARK_HS_MAILBOXES="$box")
backfill --all
check 'a crawl of one mailbox checks that one alone' ended 'calls=[0-9][0-9]\?'
stack_env+=(TIDEMARK_HS_MAILBOXES=)

# --- jobs -------------------------------------------------------------------
service_start TERM linger "$R/bin/tidemark-backfill" --linger 60
lingers()
{
	[ "$(db "select count(*) from pg_locks l join pg_database d
	    on d.oid = l.database where d.datname = current_database()
	    and locktype = 'advisory'")" -ge 1 ]
}
wait_for 20 'the program runs' lingers
backfill
is 'two runs do not overlap' "$status" 75
ask "touch?id=${id[20]}" >/dev/null
job=$(db "insert into job (kind, payload) values ('backfill', '{}')
    returning id")
job_ended()
{
	[ "$(db "select state from job where id = $1")" = 'done' ]
}
check 'a queued job is done while it waits' \
    wait_for 10 'its end' job_ended "$job"
job=$(db "insert into job (kind, payload) values ('conversation',
    '{\"id\": ${id[21]}}'), ('backfill', '{\"pages\": 2}') returning id" |
    tail -n 1)
check 'others too' wait_for 10 'its end' job_ended "$job"
db_is 'with words' "select done, total, note from job where id = $job" \
    '2|2|2 pages: 50 conversations, 0 new or changed'
start=$SECONDS
service_stop linger
check 'it stops at once when told' [ $((SECONDS - start)) -le 3 ]

# --- what becomes of a job -----------------------------------------------------
backfill --all --pages 2
db_is 'a crawl that is interrupted has a job that waits' "select state
    from job order by id desc limit 1" queued
db "update job set state = 'cancelled' where state = 'queued'"
backfill
db_is 'cancelled, it is over' "select done_at is not null, page, (select count(*)
    from job where state in ('queued', 'running')) from sync_cursor
    where name = 'crawl'" 't|3|0'
backfill
# the last ten minutes are read again, never the hundreds of a crawl
check 'and stays so' ended 'read=[0-9][0-9]\?'
db "insert into job (kind, payload) values ('backfill', '{\"crawl\": true}')"
backfill
db_is 'until somebody wants it to go on' "select page, seen > 350,
    watermark = started_at from sync_cursor where name = 'crawl'" '1|t|t'

db "insert into job (kind, payload, state, attempts, worker, run_at)
    values ('conversation', '{\"id\": ${id[21]}}', 'running', 5, 'dead',
	now() - interval '1 hour')"
backfill
db_is 'a job that ends its program each time is given up' "select state,
    error like 'given up%' from job order by id desc limit 1" 'failed|t'

# --- options ----------------------------------------------------------------
backfill --since yesterday
is 'a wrong time is refused' "$status" 2
like 'with the form it has' "$(cat "$R/log/backfill")" 'since.*2026-01-31'
backfill --pages 0
is 'so is a wrong number' "$status" 2
since=$(date -u -d '-2 days' +%Y-%m-%dT%H:%M:%SZ)
backfill --since "$since"
is 'a crawl can be limited in time' "$status" 0
db_is 'and says so' "select since = '$since' from sync_cursor
    where name = 'crawl'" t
stack_env+=(HS_CLIENT_ID= HS_API_TOKEN=)
backfill --all
is 'without a key nothing can be had' "$status" 1
like 'which is said' "$(cat "$R/log/backfill")" 'hs_client_id'

check_end
