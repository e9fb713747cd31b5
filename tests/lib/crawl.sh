# SPDX-License-Identifier: MIT
# tests/lib/crawl.sh - tidemark-backfill against the sandbox.
#
#	. "${0%/*}/../lib/crawl.sh"
#	crawl_open SANDBOX-ARGUMENT...	database, nginx and sandbox
#	backfill ARGUMENT...		runs it; $status, its log in $R/log/backfill
#	ask PATH			of the sandbox's control: ask 'delete?id=7'
#	crawl_sums			what must be equal after the same history
#
# No call waits longer for a repeat than the test can stand only because faults
# here come one at a time.

. "${0%/*}/../lib/db.sh"

crawl_open()
{
	db_open
	nginx_start "${stack_url##*:}" "${sandbox_url##*:}" &&
	    sandbox_start --rate-limit none "$@" ||
	    die 'the sandbox did not start'
}

backfill()
{
	program tidemark-backfill "$@" >"$R/out" 2>"$R/log/backfill"
	status=$?
}

# Was a field of the closing log line so? ended changed=0
ended()
{
	grep -q "event=end.* $1\( \|$\)" "$R/log/backfill"
}

ask()
{
	curl -sS "$sandbox_url/_sandbox/$1" 2>&1
}

# One line per table: a digest of all that does not depend on when it was read.
crawl_sums()
{
	db "select 'conversation', count(*), md5(string_agg(r::text, '|'
		order by id)) from (select id, number, mailbox_id,
		customer_id, assignee_id, kind, status, subject, tags, source,
		created_at, closed_at, user_updated_at, modified_at,
		first_reply_at, waiting_since, customer_count, reply_count,
		note_count, content_hash, merged_into,
		deleted_at is not null as deleted from conversation) r
	union all select 'message', count(*), md5(string_agg(m::text, '|'
		order by id)) from message m
	union all select 'customer', count(*), md5(string_agg(c::text, '|'
		order by id)) from customer c
	union all select 'agent', count(*), md5(string_agg(a::text, '|'
		order by id)) from agent a
	union all select 'mailbox', count(*), md5(string_agg(b::text, '|'
		order by id)) from mailbox b
	union all select 'hours', count(distinct hour),
		md5(string_agg(distinct hour::text, '|' order by hour::text))
		from rollup_dirty
	union all select 'due', count(distinct conversation_id),
		md5(string_agg(distinct conversation_id::text, '|'
		order by conversation_id::text)) from analysis_due" "$@"
}
