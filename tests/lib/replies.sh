# SPDX-License-Identifier: MIT
# tests/lib/replies.sh - replies in the database, for what judges them.
#
#	. "${0%/*}/../lib/replies.sh"	after page.sh or crawl.sh
#	replies N [NAME=SQL]...		N conversations, each a question of Pat's and a
#					reply of Ann's (agent 11) or Bo's (12)
#	replies_judge			analyses all and scores the replies
#
# Conversation i has the messages i * 10, the question, and i * 10 + 1, the reply.
# The names, each an expression in which i is the number of the conversation:
#
#	at	when the question came	(a day ago)
#	after	how long the reply took	(15 hours)
#	by	who replied		(11 + i % 2)
#	asks	the question		(the same of each)
#	says	the reply		(the same of each)
#	rating	what Pat made of it	(nothing)
#
# $replies_various is a reply of one of four kinds, other for each i.

replies_various="(array['Hi Pat, sorry for the trouble. Please update the app.',
    'As I said, you should have read the manual!!!',
    'Thank you for writing. We are looking into it.', 'ok'])[1 + i % 4]
    || ' ' || i"

replies()
{
	local n=$1 at="now() - interval '1 day'" after="interval '15 hours'"
	local by='11 + i % 2' rating=null
	local asks="'The app crashes when I open the map. What can I do?'"
	local says="'Hi Pat, sorry for the trouble. Please update the app.'"

	shift
	[ $# -eq 0 ] || local "$@"
	db "insert into mailbox (id, name) values (1, 'A');
	    insert into agent (id, first_name, kind) values (11, 'Ann', 'user'),
	      (12, 'Bo', 'user');
	    insert into customer (id, first_name) values (51, 'Pat');
	    insert into conversation (id, number, mailbox_id, customer_id,
	      status, subject, created_at, modified_at, content_hash)
	    select i, i, 1, 51, 'closed', 'Question ' || i, $at, now(), '\\x00'
	    from generate_series(1, $n) i;
	    insert into message (id, conversation_id, kind, author_kind,
	      author_id, created_at, body, state)
	    select i * 10, i, 'customer', 'customer', 51, created_at, $asks,
	      'published' from conversation c(i);
	    insert into message (id, conversation_id, kind, author_kind,
	      author_id, created_at, body, state, rating)
	    select i * 10 + 1, i, 'agent', 'user', $by, created_at + $after,
	      $says, 'published', $rating from conversation c(i)" || die 'no replies'
}

replies_judge()
{
	db 'insert into analysis_due (conversation_id) select id
	    from conversation'
	{ program tidemark-score && program tidemark-score --quality; } \
	    >"$R/log/score" 2>&1 || die 'not scored'
}
