#!/bin/bash
# SPDX-License-Identifier: MIT
# Exports: a row per conversation with every column, sent while it is read; what
# is cut looks cut; stops, slow rows and clients that leave are survived.
. "${0%/*}/../lib/page.sh"
page_open
service_stop web
stack_env+=(TIDEMARK_TIMEZONE=Asia/Kolkata)
web_start
db_load reports.sql
program tidemark-score >/dev/null 2>&1
page_as viewer
export=/api/v1/export.csv
all=$(db 'SELECT count(*) FROM analysis WHERE counted')

# fields FILE: how many fields each record has, as "records fields"
fields()
{
	perl -0777 -ne '
		my ($n, %seen) = (0);
		while (/\G((?:"(?:[^"]|"")*"|[^",\r\n]*)(?:,(?:"(?:[^"]|"")*"|[^",\r\n]*))*)\r\n/gc) {
			my ($record, $fields) = ($1, 1);
			$record =~ s/"(?:[^"]|"")*"/q/g;
			$fields += ($record =~ tr/,//);
			$n++, $seen{$fields}++;
		}
		print "$n ", join(" ", sort keys %seen), pos // 0 == length ? "" : " rest";
	' "$1"
}

# --- what is in it --------------------------------------------------------------

page_ask "$export"
columns=$(head -n 1 "$R/body" | tr -d '\r')
width=$(tr ',' '\n' <<<"$columns" | grep -c .)
is 'a row per conversation, each as wide as the heading' \
    "$(fields "$R/body")" "$((all + 1)) $width"
is 'every column is explained in the documentation' \
    "$(sed -n 's/^| `\([a-z_]*\)` |.*/\1/p' "$top/docs/exports.md" | xargs)" \
    "$(tr ',' ' ' <<<"$columns")"
is 'every column of the analysis is there' "$(db "SELECT column_name FROM
    information_schema.columns WHERE table_name = 'analysis'" | sed \
    -e 's/^conversation_id$/id/; s/^is_//; s/^one_liner$/summary/' \
    -e 's/^cluster_id$/group/; s/^learnt_/learned_/' \
    -e 's/^guess$/learned_says/; s/^rules_category$/rules_said/' | grep -vxE \
    'input_hash|earlier_at|earlier_here_at|counted|fingerprint_id' |
    grep -vxF "$(tr ',' '\n' <<<"$columns")" | xargs)" ''
is 'ids in order, newest first' "$(grep -oE '^1[0-9]{5},' "$R/body" | md5sum)" \
    "$(db 'SELECT conversation_id FROM analysis WHERE counted ORDER BY
	created_at DESC, conversation_id DESC' | sed 's/$/,/' | md5sum)"
like 'times have the offset of the account' "$(sed -n 2p "$R/body")" \
    ',20[0-9-]{8}T[0-9:]{8}\+05:30,'
unlike 'and no other' "$page_body" 'T[0-9:]{8}Z'
like 'a formula is text' "$page_body" "\"'=HYPERLINK\\(\"\"x\"\"\\)\""
like 'any script arrives whole' "$page_body" 'مرحبا 🎮 שלום'
like 'tags are one field' "$page_body" '"vip, a,b ""c"""'
like 'reasons are words' "$page_body" 'crash \+[0-9]+'
like 'the first message is there' "$page_body" 'I was charged twice for the gem'
page_head 'it is a file' '^Content-Disposition: attachment; filename="tidemark-export.csv"'
page_head 'that nobody keeps' '^Cache-Control: no-store'
page_head 'a long one is sent bit by bit' '^Transfer-Encoding: chunked'
unlike 'and says no length' "$page_headers" '^Content-Length:'
unlike 'nor a version' "$page_headers" '^ETag:'
page_ask "$export?category=none"
page_head 'a short one is sent whole' '^Content-Length: '
is 'one of nothing has its heading' "$page_body" "$columns"$'\r'
page_ask '/api/v1/conversations.csv'
is 'the list has no limit either' "$(fields "$R/body")" "$((all + 1)) 24"
unlike 'and speaks of none' "$page_headers" '^X-Row'
page_get 'a wrong filter is refused before anything is sent' \
    "$export?flag=x" 422 '"flag"'
page_as nobody
page_get 'nobody gets nothing' "$export" 401
page_as viewer

# --- errors -----------------------------------------------------------------------

# breaks ORDER: makes the reasons of one conversation unreadable for the query
breaks()
{
	db "UPDATE analysis SET reasons = '[]' WHERE reasons = '{}'"
	[ -z "$1" ] || db "UPDATE analysis SET reasons = '{}' WHERE conversation_id =
	    (SELECT conversation_id FROM analysis WHERE counted
	    ORDER BY created_at $1, conversation_id $1 LIMIT 1)"
}

# ask_export: curl's own status in $got, and what came in $R/part
ask_export()
{
	curl -sS -o "$R/part" "${page_auth[@]}" "$stack_url$export" 2>"$R/curl"
	got=$?
}

breaks DESC
page_get 'an error before the first piece is an error answer' "$export" 500 \
    '^\{"detail":"Internal server error"\}$'
breaks ASC
ask_export
is 'an error in the middle cuts the answer' "$got" 18
check 'after a part of it' test "$(wc -c <"$R/part")" -gt 60000
ask_export
is 'by HTTP/1.1 and each time' "$got" 18
breaks ''
ask_export
is 'the worker goes on, and the next one is whole' \
    "$got $(fields "$R/part")" "0 $((all + 1)) $width"

# --- stops and clients that leave ---------------------------------------------------

# Hold a table that only the export reads, and ask for it meanwhile.
hold()
{
	db "BEGIN; LOCK TABLE mailbox IN ACCESS EXCLUSIVE MODE;
	    SELECT pg_sleep($1); COMMIT" >/dev/null &
	holder=$!
	wait_for 5 'the lock is taken' held
}

held()
{
	[ "$(db "SELECT count(*) FROM pg_locks WHERE granted AND relation =
	    'mailbox'::regclass AND mode = 'AccessExclusiveLock'")" = 1 ]
}

waits()
{
	[ "$(db "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type =
	    'Lock' AND query LIKE 'declare stream%'")" = 1 ]
}

ask_held()
{
	hold 2
	curl -sS -o "$R/part" "${page_auth[@]}" "$stack_url$export" \
	    2>"$R/curl" &
	asker=$!
	wait_for 5 'the export waits' waits
}

workers()
{
	ps --ppid "$(service_pid web)" -o pid= | xargs
}

ask_held
page_get 'of two workers one is left for pages' "$export" 429 \
    '1 exports are running'
# shellcheck disable=SC2046 # several words
kill -TERM $(workers)
wait "$asker"
is 'told to end, a worker finishes its export' \
    "$? $(fields "$R/part")" "0 $((all + 1)) $width"
wait "$holder"

exports()
{
	grep 'event=export' "$R/log/web" | sed 's/.* rc=//; s/ ms=.*//' | tail -n 1
}
is 'the log says how exports ended' "$(exports)" 'ok'

sleep 1
ask_held
kill "$asker"
wait "$asker" "$holder" 2>/dev/null
wait_for 5 'the export has ended' eval '[ "$(exports)" != ok ]'
is 'when the client left, it is not read on' "$(exports)" 'stopping'

service_stop web
stack_env+=(TIDEMARK_DRAIN_SECONDS=0)
web_start
ask_held
# shellcheck disable=SC2046 # several words
kill -TERM $(workers)
wait "$asker"
# 52: nginx had not passed on the head when the connection broke
like 'beyond the time to drain it is cut' "$?" '^(18|52)$'
wait "$holder"

# --- longer than a statement may take ---------------------------------------------

service_stop web
db "CREATE FUNCTION slow(s text) RETURNS text LANGUAGE plpgsql AS
    'BEGIN PERFORM pg_sleep(0.001); RETURN s; END';
    ALTER TABLE message RENAME TO message_real;
    CREATE VIEW message AS SELECT id, conversation_id, author_kind, created_at,
	slow(body) AS body FROM message_real"
# the plan that a large table has: in the order of the index
db "ALTER DATABASE $db_name SET enable_sort = off"
stack_env+=(TIDEMARK_DB_TIMEOUT=1200)
web_start
start=$(date +%s%N)
ask_export
took=$((($(date +%s%N) - start) / 1000000))
check "an export may take longer than a statement ($took ms)" test "$took" -gt 1200
is 'and is whole' "$got $(fields "$R/part")" "0 $((all + 1)) $width"
check_end
