#!/bin/bash
# SPDX-License-Identifier: MIT
# What is judged of a conversation: the customer's words before the first reply.
. "${0%/*}/../lib/db.sh"
db_open

# Conversation 1: kind, author and words of its messages, a minute apart; the
# reply, if there is one, is the first from an agent.
judged()
{
	local why=$1 wanted=$2 kind author words at=0

	db "SET client_min_messages = error;
	TRUNCATE conversation, message, analysis, cluster, analysis_due
	    CASCADE;
	INSERT INTO conversation (id, number, mailbox_id, status, created_at,
	  modified_at, content_hash) VALUES (1, 1, 11, 'active', '2026-01-01',
	  '2026-01-01', '')"
	while IFS='|' read -r kind author words; do
		at=$((at + 1))
		db "INSERT INTO message (id, conversation_id, kind, author_kind,
		  created_at, body) VALUES ($at, 1, '$kind', '$author',
		  '2026-01-01 00:0$at', '$words')"
	done
	db "UPDATE conversation SET first_reply_at = (SELECT min(created_at)
	  FROM message WHERE kind = 'agent'); INSERT INTO analysis_due
	  (conversation_id) VALUES (1)"
	program tidemark-score >"$R/log/score" 2>&1
	db_is "$why" 'SELECT CASE WHEN is_empty THEN $$nothing$$ ELSE one_liner END
	    FROM analysis' "$wanted"
}

judged 'a mail' 'The game crashes' <<'TXT'
customer|customer|The game crashes
TXT
judged 'one that an agent entered or forwarded' 'The game crashes' <<'TXT'
customer|user|The game crashes
TXT
judged 'what an agent notes is not the customer speaking' nothing <<'TXT'
note|user|The game crashes
phone|user|The game crashes
TXT
judged 'a chat, of which the customer says one half' 'The game crashes' <<'TXT'
chat|user|How can I help
chat|customer|The game crashes
TXT
judged 'nothing behind the first reply' 'The game crashes' <<'TXT'
customer|customer|The game crashes
agent|user|Please update
customer|customer|I want a refund
TXT

# --- a verdict that cannot be stored --------------------------------------------

db "TRUNCATE conversation, message, analysis, cluster, analysis_due CASCADE;
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
  'BEGIN RAISE EXCEPTION ''no''; END';
CREATE TRIGGER refuse BEFORE INSERT OR UPDATE ON keyword FOR EACH ROW
  WHEN (new.conversation_id IN (7, 30)) EXECUTE FUNCTION refuse();
INSERT INTO conversation (id, number, mailbox_id, status, subject, created_at,
  modified_at, content_hash) SELECT i, i, 11, 'active', 'It crashes', now(),
  now(), '' FROM generate_series(1, 50) i;
INSERT INTO analysis_due (conversation_id) SELECT id FROM conversation" 2>/dev/null
program tidemark-score >"$R/log/score" 2>&1
is 'the program ends well' $? 0
db_is 'the others are judged all the same' 'SELECT count(*), count(*)
    FILTER (WHERE conversation_id IN (7, 30)) FROM analysis' '48|0'
db_is 'nothing waits for ever' 'SELECT count(*) FROM analysis_due' 0
like 'the log names them' "$(cat "$R/log/score")" \
    'event=verdict_refused conversation=7'
db 'UPDATE analysis SET engine_version = 0; DROP TRIGGER refuse ON keyword;
    CREATE TRIGGER refuse BEFORE INSERT OR UPDATE ON analysis FOR EACH ROW
    WHEN (new.conversation_id = 9 AND new.analysed_at >= now())
    EXECUTE FUNCTION refuse()'
program tidemark-score >"$R/log/score" 2>&1
is 'one that has a verdict keeps it' $? 0
db_is 'and a re-analysis comes to its end' "SELECT state, (SELECT count(*)
    FROM analysis WHERE engine_version = 0) FROM job" 'done|0'
check_end
