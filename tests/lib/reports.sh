# SPDX-License-Identifier: MIT
# tests/lib/reports.sh - conversations of a few texts in turn, for what reads words.
#
#	. "${0%/*}/../lib/reports.sh"	after db.sh, job.sh or page.sh
#	reports N 'TIME' TEXT...	conversations 1 to N, the first the newest and
#					so long ('40 minutes') between any two; the
#					texts, without apostrophes, in turn, each with
#					the conversation's number behind it
#
# Nothing is analysed: that is for the script.

reports()
{
	local n=$1 apart=$2 texts

	shift 2
	texts=$(printf "'%s'," "$@")
	db "insert into mailbox (id, name) values (1, 'Support');
	    insert into conversation (id, number, mailbox_id, status, subject,
	      created_at, modified_at, content_hash)
	    select i, i, 1, 'active', 'Report ' || i,
	      now() - i * interval '$apart', now(), '\\x00'
	    from generate_series(1, $n) i;
	    insert into message (id, conversation_id, kind, author_kind,
	      created_at, body)
	    select id, id, 'customer', 'customer', created_at,
	      (array[${texts%,}])[1 + id % $#] || ' (' || id || ')'
	    from conversation;
	    insert into analysis_due (conversation_id) select id
	    from conversation;
	    analyze" || die 'no reports'
}
