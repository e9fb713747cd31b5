#!/bin/bash
# SPDX-License-Identifier: MIT
# The index of words: built, resumed after kills, kept as the conversations are;
# a common and a rare word are found by the index that suits each.
. "${0%/*}/../lib/db.sh"
db_open
db_load reports.sql

# What a document is made of, in the plainest form.
db "CREATE VIEW wanted AS
SELECT c.id, setweight(to_tsvector('tidemark', c.subject), 'A') ||
  setweight(to_tsvector('tidemark', coalesce((SELECT string_agg(body, E'\\n'
    ORDER BY created_at, id) FROM message WHERE conversation_id = c.id
    AND author_kind = 'customer'), '')), 'B') ||
  setweight(to_tsvector('tidemark', coalesce((SELECT string_agg(body, E'\\n'
    ORDER BY created_at, id) FROM message WHERE conversation_id = c.id
    AND author_kind = 'user'), '')), 'C') AS words
FROM conversation c WHERE counted;
CREATE VIEW wrong AS
SELECT coalesce(w.id, d.conversation_id) AS id FROM wanted w
FULL JOIN search_doc d ON d.conversation_id = w.id
WHERE w.id IS NULL OR d.conversation_id IS NULL OR w.words IS DISTINCT FROM
  ts_delete(d.words, (SELECT coalesce(array_agg(lexeme), '{}')
    FROM unnest(d.words) WHERE lexeme ~ '^(tag|from|agent|number|has):'))"

db_score 0.02 0.05
db_is 'each conversation that counts has its words' \
    'SELECT * FROM wrong LIMIT 5' ''
check 'and there are some' test "$(db 'SELECT count(*) FROM search_doc')" -gt 400
db "UPDATE message SET body = 'An elephant' WHERE id % 30 = 0;
    UPDATE conversation SET content_hash = 'x' WHERE id % 3 = 0;
    UPDATE conversation SET deleted_at = now() WHERE id % 31 = 0;
    UPDATE conversation SET status = 'spam' WHERE id % 37 = 0;
    INSERT INTO analysis_due (conversation_id) SELECT id FROM conversation"
db 'UPDATE search_state SET made_at = NULL'
db_score 0.02 0.04
db_is 'after changes and killed runs too' 'SELECT * FROM wrong LIMIT 5' ''
before=$(db "SELECT sum(xmin::text::bigint) FROM search_doc")
program tidemark-score --reclassify >/dev/null 2>&1
db_is 'judged again, nothing is written that did not change' \
    'SELECT sum(xmin::text::bigint) FROM search_doc' "$before"
db_is 'the words are counted' "SELECT docs, word FROM search_word
    WHERE stem = 'eleph'" "$(db "SELECT count(*), 'elephant' FROM search_doc
    WHERE words @@ '''eleph'''")"
db_is 'and so are the conversations' 'SELECT total, sample FROM search_state' \
    "$(db 'SELECT count(*), count(*) FROM search_doc')"
db_is 'no mark is a word' "SELECT count(*) FROM search_word
    WHERE stem ~ '^(from|number|tag|agent|has):'" 0

# --- which index ----------------------------------------------------------------

# 20,000 conversations, one word in all of them, one in ten.
db "INSERT INTO conversation (id, number, mailbox_id, status, subject,
    created_at, modified_at, content_hash)
SELECT i, i, 11, 'closed', 'common' || CASE WHEN i % 2000 = 0 THEN ' seldom'
    ELSE '' END, now() - i * interval '1 minute', now(), 'x'
FROM generate_series(200001, 220000) i;
INSERT INTO search_doc SELECT id, 'x', setweight(to_tsvector('tidemark',
    subject), 'A') FROM conversation WHERE id > 200000;
INSERT INTO analysis (conversation_id, created_at, modified_at, number,
    mailbox_id, status, counted, categories, main_category, intent, severity,
    score, ruleset_version, input_hash)
SELECT id, created_at, modified_at, number, 11, status, true, '{}', 'other',
    'question', 'low', 0, 1, '' FROM conversation WHERE id > 200000"
db 'vacuum analyze'

# plan WORD: how search_hits.sql finds it
plan()
{
	{
		printf 'BEGIN; SET LOCAL plan_cache_mode = force_custom_plan;
		    SET LOCAL random_page_cost = 1.1; PREPARE q AS '
		cat "$top/sql/queries/search_hits.sql"
		printf "; EXPLAIN EXECUTE q (null, null, 0, '', '', '', '', '',
		    '', 0, '', '', 0, '', '''%s''', null, '{}', '{}', 2000,
		    '{''%s''}', '{1}', false, -1, 0, 20, null, null, 10000,
		    '{}', '{}', null, '0.4', 20)" "$1" "$1"
	} | pg_sql "$db_name" -f -
}

like 'a rare word: by the index of words' "$(plan seldom)" \
    'Bitmap Index Scan on search_doc_words'
unlike 'a rare word: nothing is read whole' "$(plan seldom)" \
    'Seq Scan on (search_doc|analysis)'
like 'a common word: the newest first' "$(plan common)" \
    'Index Scan Backward using analysis_window'
unlike 'a common word: nothing is read whole' "$(plan common)" \
    'Seq Scan on (search_doc|analysis)'
like 'a word like another: by its trigrams' "$(pg_sql "$db_name" \
    -c 'SET enable_seqscan = off' \
    -c "EXPLAIN SELECT word FROM search_word WHERE word <> '' AND word % 'elefant'")" \
    'search_word_alike'
like 'a name: by its trigrams' "$(pg_sql "$db_name" \
    -c 'SET enable_seqscan = off' \
    -c "EXPLAIN SELECT id FROM customer WHERE lower(first_name || ' ' ||
	last_name || ' ' || email) LIKE '%first77%'")" customer_alike

check_end
