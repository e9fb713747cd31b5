#!/bin/bash
# SPDX-License-Identifier: MIT
# What people said wins over every verdict, whatever happens: after any sequence
# of corrections, undos, new messages, re-analyses and other rules the values in
# force are those that follow from the record, and the counts equal a recount.
. "${0%/*}/../lib/page.sh"
page_open
db_load reports.sql
program tidemark-score >/dev/null 2>&1
page_as reviewer

# The specification, in the plainest form: of each field the newest word that
# nobody took back, else what the engine said. What the engine says is kept by a
# twin of the database that nobody corrects.
db "CREATE TABLE engine AS SELECT conversation_id, main_category, categories,
  severity, intent FROM analysis;
CREATE VIEW said AS SELECT * FROM feedback f WHERE undone_at IS NULL
  AND NOT EXISTS (SELECT FROM feedback n WHERE n.undone_at IS NULL
    AND n.conversation_id = f.conversation_id AND n.field = f.field
    AND n.id > f.id);
CREATE VIEW holds AS SELECT * FROM said s WHERE NOT EXISTS (SELECT
  FROM message m WHERE m.conversation_id = s.conversation_id
  AND (m.kind = 'customer' OR (m.kind IN ('chat', 'phone')
    AND m.author_kind = 'customer')) AND m.created_at > s.at);
CREATE VIEW wanted AS SELECT e.conversation_id,
  coalesce(c.became, e.main_category) AS main_category,
  CASE WHEN c.became IS NULL THEN e.categories
    WHEN c.became = 'other' THEN '{}'
    ELSE ARRAY[c.became] || ARRAY(SELECT k FROM unnest(e.categories)
      WITH ORDINALITY AS u(k, nth) WHERE k NOT IN (c.became, e.main_category)
      ORDER BY nth) END AS categories,
  coalesce(s.became::severity, e.severity) AS severity,
  coalesce(i.became, e.intent) AS intent,
  array_remove(ARRAY[CASE WHEN c.id IS NOT NULL THEN 'category' END,
    CASE WHEN i.id IS NOT NULL THEN 'intent' END,
    CASE WHEN s.id IS NOT NULL THEN 'severity' END], NULL) AS corrected,
  d.at AS done_at, x.at AS dismissed_at, n.at AS seen_at,
  CASE WHEN c.id IS NOT NULL THEN e.main_category END AS ruled_main_category,
  CASE WHEN s.id IS NOT NULL THEN e.severity END AS ruled_severity,
  CASE WHEN i.id IS NOT NULL THEN e.intent END AS ruled_intent
FROM engine e
LEFT JOIN said c ON (c.conversation_id, c.field) = (e.conversation_id, 'category')
LEFT JOIN said s ON (s.conversation_id, s.field) = (e.conversation_id, 'severity')
LEFT JOIN said i ON (i.conversation_id, i.field) = (e.conversation_id, 'intent')
LEFT JOIN holds d ON (d.conversation_id, d.field) = (e.conversation_id, 'done')
LEFT JOIN holds x ON (x.conversation_id, x.field) = (e.conversation_id, 'dismissed')
LEFT JOIN holds n ON (n.conversation_id, n.field) = (e.conversation_id, 'seen');
CREATE VIEW wrong AS SELECT * FROM wanted EXCEPT SELECT conversation_id,
  main_category, categories, severity, intent, corrected, done_at, dismissed_at,
  seen_at, ruled_main_category, ruled_severity, ruled_intent FROM analysis;
CREATE VIEW recount AS
WITH f AS (SELECT date_trunc('hour', created_at, 'UTC') AS hour, a.*
  FROM analysis a WHERE counted), k AS (
  SELECT 'category' AS dimension, main_category AS key, hour, mailbox_id FROM f
  UNION ALL SELECT 'severity', severity::text, hour, mailbox_id FROM f
  UNION ALL SELECT 'intent', intent, hour, mailbox_id FROM f
  UNION ALL SELECT 'mention', m, hour, mailbox_id FROM f, unnest(categories) m)
SELECT dimension, key, hour, mailbox_id, count(*)::int AS n FROM k GROUP BY 1, 2, 3, 4
UNION ALL SELECT dimension, key, hour, 0, count(*)::int FROM k GROUP BY 1, 2, 3;
CREATE VIEW counted AS SELECT dimension, key, hour, mailbox_id,
  conversations AS n FROM rollup_hour
  WHERE dimension IN ('category', 'severity', 'intent', 'mention');
CREATE VIEW drift AS (SELECT * FROM recount EXCEPT ALL SELECT * FROM counted)
  UNION ALL (SELECT * FROM counted EXCEPT ALL SELECT * FROM recount)"

same()
{
	db_is "$1: what is in force follows from the record" \
	    'SELECT * FROM wrong ORDER BY 1 LIMIT 3' ''
	db_is "$1: the counts equal a recount" \
	    'SELECT * FROM drift ORDER BY 1, 2, 3, 4 LIMIT 3' ''
}

# say DATA: of a correction by JSON
say()
{
	page_ask --data "$1" /api/v1/corrections
	[ "$page_status" = 200 ] || check_fail "$1: $page_status $page_body"
}

mapfile -t ids < <(db 'SELECT id FROM conversation ORDER BY md5(id::text)
    LIMIT 24')
categories=(crash payment other question bug rules)
severities=(low medium high critical rules)
intents=(question refund_request bug_report rules)

# Chosen by md5, so that a failure comes again.
pick()
{
	local n

	n=$(printf '%s' "$1" | md5sum | cut -c 1-6)
	printf '%d' $((16#$n % $2))
}

# one ROUND STEP: one person says or takes back something
one()
{
	local key="$1-$2" id batch

	id=${ids[$(pick "$key-id" 24)]}
	case $(pick "$key-what" 8) in
	0 | 1) say "conversations=$id&category=${categories[$(pick "$key-c" 6)]}" ;;
	2) say "conversations=$id&severity=${severities[$(pick "$key-s" 5)]}&intent=${intents[$(pick "$key-i" 4)]}" ;;
	3) say "conversations=$id,${ids[$(pick "$key-j" 24)]}&severity=${severities[$(pick "$key-s" 5)]}&done=1" ;;
	4) say "conversations=$id&done=$(pick "$key-d" 2)&dismissed=$(pick "$key-x" 2)" ;;
	5) say "conversations=$id&seen=$(pick "$key-n" 2)&notes=looked" ;;
	6)
		id=$(db 'SELECT max(id) FROM feedback WHERE undone_at IS NULL')
		[ -z "$id" ] || page_ask --data '' "/api/v1/corrections/$id/undo"
		;;
	7)
		batch=$(db 'SELECT min(batch) FROM feedback
		    WHERE undone_at IS NULL')
		[ -z "$batch" ] || page_ask --data "batch=$batch" \
		    /api/v1/corrections/undo
		;;
	esac
}

# What the engine says of everything, without what people said: the record is
# put away, everything is judged, the verdicts are kept, the record comes back.
ask_engine()
{
	db "CREATE TABLE put_away AS SELECT * FROM feedback; DELETE FROM feedback"
	program tidemark-score --reclassify >"$R/log/score" 2>&1
	db "DELETE FROM engine; INSERT INTO engine SELECT conversation_id,
	  main_category, categories, severity, intent FROM analysis;
	INSERT INTO feedback OVERRIDING SYSTEM VALUE SELECT * FROM put_away;
	DROP TABLE put_away"
}

# change ROUND: messages come and change, and with round 3 the rules do
change()
{
	db "UPDATE message m SET body = 'It crashes. Refund me, version 4.$1.0'
	  WHERE m.conversation_id % 7 = $1 AND m.kind = 'customer';
	INSERT INTO message (id, conversation_id, kind, author_kind, created_at,
	  body) SELECT 900000000 + $1 * 1000000 + id % 1000000, id, 'customer',
	  'customer', now(), 'And again' FROM conversation WHERE id % 5 = $1;
	INSERT INTO analysis_due (conversation_id) SELECT id FROM conversation
	  WHERE id % 7 = $1 OR id % 5 = $1"
	[ "$1" != 3 ] || db "UPDATE ruleset SET active = false;
	INSERT INTO ruleset (name, document, checksum, created_by, active)
	SELECT name, replace(document, '\"medium\": 30, \"high\": 40',
	  '\"medium\": 20, \"high\": 60'), 'changed', 'somebody', true
	FROM ruleset ORDER BY version DESC LIMIT 1"
}

for round in 1 2 3 4; do
	for step in 1 2 3 4 5 6 7 8 9 10 11 12; do one $round $step; done
	same "round $round, said"
	change $round
	program tidemark-score >"$R/log/score" 2>&1
	ask_engine
	program tidemark-score --reclassify >"$R/log/score" 2>&1
	same "round $round, judged again"
done
check 'there was something to win' test \
    "$(db "SELECT count(*) FROM analysis WHERE corrected <> '{}'")" -gt 5
check 'marks were lifted by what customers wrote' test "$(db "SELECT count(*)
    FROM said s LEFT JOIN holds h USING (id) WHERE s.field IN ('done', 'seen',
    'dismissed') AND h.id IS NULL")" -gt 0
check 'other rules changed verdicts below corrections' test "$(db "SELECT
    count(*) FROM analysis WHERE ruleset_version = 2")" -gt 100

# A correction before the first verdict waits for it.
db "INSERT INTO conversation (id, number, mailbox_id, status, subject,
  created_at, modified_at, content_hash) VALUES (77, 77, 11, 'active', 'Crash',
  now(), now(), '')"
say 'conversations=77&category=payment&done=1'
program tidemark-score >"$R/log/score" 2>&1
db_is 'one that is corrected before its verdict' "SELECT main_category,
    ruled_main_category IS NOT NULL, done_at IS NOT NULL FROM analysis
    WHERE conversation_id = 77" 'payment|t|t'

# Special policies give way as well.
empty=$(db 'SELECT conversation_id FROM analysis WHERE is_empty AND counted LIMIT 1')
say "conversations=$empty&severity=critical"
program tidemark-score --reclassify >"$R/log/score" 2>&1
db_is 'an empty one stays critical when a person says so' \
    "SELECT severity FROM analysis WHERE conversation_id = $empty" critical

# --- many at once ---------------------------------------------------------------

# Five people and the analysis at once, each about another field of the same
# conversations: nobody waits for ever, nothing is lost.
fields=('' severity category intent 'done' seen)
values=('' severities categories intents ones ones)
ones=(1 1 0 1)
for n in 1 2 3 4 5; do
	declare -n these=${values[n]}
	for step in 1 2 3 4 5 6 7 8 9 10; do
		curl -sS -o /dev/null -w '%{http_code}\n' "${page_auth[@]}" \
		    --data "conversations=$(IFS=,; echo "${ids[*]:0:12}")" \
		    --data "${fields[n]}=${these[$((step % 3))]}" \
		    "$stack_url/api/v1/corrections"
	done >"$R/said.$n" 2>&1 &
	saying[n]=$!
done
program tidemark-score --reclassify >"$R/log/score" 2>&1
wait "${saying[@]}"
is 'all were taken' "$(sort "$R"/said.? | uniq -c | xargs)" '50 200'
program tidemark-score >"$R/log/score" 2>&1
ask_engine
program tidemark-score --reclassify >"$R/log/score" 2>&1
same 'after five people at once'

# The one that comes while another is about to commit must see what that one
# said: it waits before it looks.
one=${ids[20]}
say "conversations=$one&severity=rules&category=rules&intent=rules"
sql=$top/sql/queries
pg_sql "$db_name" >"$R/slow" 2>&1 <<SQL &
PREPARE lock_it (bigint[]) AS $(cat "$sql/correction_lock.sql");
PREPARE add_it (bigint[], text[], text[], text, text) AS
  $(cat "$sql/correction_add.sql");
PREPARE apply_it (bigint[]) AS $(cat "$sql/correction_apply.sql");
BEGIN;
EXECUTE lock_it ('{$one}');
EXECUTE add_it ('{$one}', '{intent}', '{how_to}', '', 'slow');
EXECUTE apply_it ('{$one}');
SELECT pg_sleep(1.5);
COMMIT;
SQL
slow=$!
sleep 0.7
say "conversations=$one&category=payment"
wait "$slow"
db_is 'two at once about two fields: both are in force' "SELECT main_category,
    intent FROM analysis WHERE conversation_id = $one" 'payment|how_to'
check_end
