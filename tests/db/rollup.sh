#!/bin/bash
# SPDX-License-Identifier: MIT
# The counts of rollup_hour equal a recount from the conversations themselves,
# after any sequence of changes, re-analyses, deletions, merges and killed runs.
. "${0%/*}/../lib/db.sh"
db_open
db_load reports.sql

# Two shifts that overlap, a night, and days that are closed.
db "INSERT INTO office_hours VALUES (1,'09:00','17:30'),(2,'09:00','17:30'),
    (3,'16:00','02:00'),(4,'00:30','17:30'),(6,'22:00','06:00')"

# How much of a time is open, told another way than by the program.
db "CREATE FUNCTION plain_open(f timestamptz, t timestamptz) RETURNS int
LANGUAGE sql STRICT AS \$\$
  SELECT coalesce((SELECT sum(extract(epoch FROM upper(r) - lower(r)))
    FROM unnest((SELECT range_agg(tstzrange(opens, closes))
      FROM office_open(f, t, (SELECT zone FROM office_zone)))) AS r), 0)::int
\$\$"

# Counted from conversation, not from the facts copied beside the verdict, in
# the plainest form: a select per dimension, for each mailbox and for all.
db "CREATE VIEW recount AS
WITH f AS (
  SELECT date_trunc('hour', c.created_at, 'UTC') AS hour, c.mailbox_id,
    c.customer_id, extract(epoch FROM c.first_reply_at - c.created_at)::int
    AS reply, CASE WHEN EXISTS (SELECT FROM office_hours)
    THEN plain_open(c.created_at, c.first_reply_at) END AS open, a.*
  FROM conversation c
  JOIN (SELECT conversation_id, main_category, categories, severity, platform,
      app_version, intent FROM analysis) a ON a.conversation_id = c.id
  WHERE c.status <> 'spam' AND c.deleted_at IS NULL AND c.merged_into IS NULL
), keyed AS (
  SELECT 'all' AS dimension, '' AS key, * FROM f
  UNION ALL SELECT 'category', main_category, * FROM f
  UNION ALL SELECT 'mention', m, f.* FROM f, unnest(categories) AS m
  UNION ALL SELECT 'severity', severity::text, * FROM f
  UNION ALL SELECT 'platform', platform, * FROM f
  UNION ALL SELECT 'version', app_version, * FROM f
  UNION ALL SELECT 'intent', intent, * FROM f
  UNION ALL SELECT 'reply', reply_bin(reply)::text, * FROM f
    WHERE reply IS NOT NULL
  UNION ALL SELECT 'reply_open', reply_bin(open)::text, * FROM f
    WHERE open IS NOT NULL
)
SELECT dimension, hour, mailbox_id, key, count(*)::int AS conversations,
  count(DISTINCT customer_id)::int AS customers
FROM keyed GROUP BY 1, 2, 3, 4
UNION ALL
SELECT dimension, hour, 0, key, count(*)::int, count(DISTINCT customer_id)::int
FROM keyed GROUP BY 1, 2, 4;
CREATE VIEW drift AS
  (SELECT 'too much' AS what, * FROM rollup_hour
    EXCEPT ALL SELECT 'too much', * FROM recount)
  UNION ALL
  (SELECT 'missing', * FROM recount
    EXCEPT ALL SELECT 'missing', * FROM rollup_hour);
CREATE VIEW wrong_earlier AS
  SELECT a.conversation_id, a.earlier_at, a.earlier_here_at, b.any_at, b.here_at
  FROM analysis a CROSS JOIN LATERAL (
    SELECT max(created_at) AS any_at,
      max(created_at) FILTER (WHERE mailbox_id = a.mailbox_id) AS here_at
    FROM analysis b WHERE b.counted AND b.customer_id = a.customer_id
      AND (b.created_at, b.conversation_id)
	< (a.created_at, a.conversation_id)) b
  WHERE a.counted AND a.customer_id IS NOT NULL
    AND (a.earlier_at, a.earlier_here_at) IS DISTINCT FROM (any_at, here_at)"

# same TITLE: no drift, nothing left to do, facts copied
same()
{
	db_is "$1: rollup and recount agree" \
	    'SELECT * FROM drift ORDER BY 2, 3, 4, 5 LIMIT 5' ''
	db_is "$1: nothing is left to do" 'SELECT (SELECT count(*)
	    FROM analysis_due), (SELECT count(*) FROM rollup_dirty),
	    (SELECT count(*) FROM customer_dirty)' '0|0|0'
	db_is "$1: each conversation knows when its customer wrote before" \
	    'SELECT * FROM wrong_earlier LIMIT 5' ''
	db_is "$1: every conversation has a verdict and its facts" \
	    'SELECT count(*) FROM conversation c LEFT JOIN analysis a
	    ON a.conversation_id = c.id WHERE (c.created_at, c.modified_at,
	    c.number, c.mailbox_id, c.customer_id, c.status, c.counted,
	    c.waiting_since) IS DISTINCT FROM (a.created_at, a.modified_at,
	    a.number, a.mailbox_id, a.customer_id, a.status, a.counted,
	    a.waiting_since)' 0
}

# ask_file NAME [MORE-TYPES MORE-VALUES]: what a query of windows says, for windows of each length and
# each mailbox, beside what the same windows say when each row is looked at.
ask_file()
{
	set -- "$1" "${2:+, $2}" "${3:+, ''$3''}"
	cat <<SQL
PREPARE ask (timestamptz[], timestamptz[], bigint$2) AS
$(cat "$top/sql/queries/$1.sql");
SELECT format('EXECUTE ask (%L, %L, %s$3);', array_agg(starts ORDER BY nth),
    array_agg(ends ORDER BY nth), mailbox)
FROM windows, (VALUES (0), (11), (12)) AS b(mailbox)
GROUP BY mailbox ORDER BY mailbox \\gexec
SQL
}

db "CREATE TABLE windows AS
SELECT nth, date_trunc('hour', now(), 'UTC') + interval '1 hour' * (1 - shift)
    - interval '1 hour' * hours AS starts,
  date_trunc('hour', now(), 'UTC') + interval '1 hour' * (1 - shift) AS ends
FROM (SELECT row_number() OVER () AS nth, * FROM
  unnest(ARRAY[1, 2, 24, 48, 100, 168, 400, 2000]) AS hours,
  unnest(ARRAY[0, 3, 48]) AS shift) w;
CREATE VIEW plain AS
SELECT count(DISTINCT customer_id) AS customers,
  percentile_cont(0.5) WITHIN GROUP (ORDER BY first_reply_seconds) AS median,
  percentile_cont(0.5) WITHIN GROUP (ORDER BY plain_open(created_at,
    created_at + first_reply_seconds * interval '1 second')) AS open_median,
  count(first_reply_seconds) AS replied, mailbox, nth
FROM windows CROSS JOIN (VALUES (0), (11), (12)) AS b(mailbox)
LEFT JOIN analysis ON counted AND created_at >= starts AND created_at < ends
  AND (mailbox = 0 OR mailbox_id = mailbox)
GROUP BY mailbox, nth"

# median DIMENSION: of each window, without the zeros behind the point
median()
{
	ask_file window_reply text "$1" | pg_sql "$db_name" -f - |
	    sed 's/\.0*|/|/; s/\(\.[0-9]*[1-9]\)0*|/\1|/'
}

windows_agree()
{
	is "$1: customers of 24 windows by 3 mailboxes" \
	    "$(ask_file window_people | pg_sql "$db_name" -f -)" \
	    "$(db 'SELECT customers FROM plain ORDER BY mailbox, nth')"
	is "$1: median first replies of the same" \
	    "$(median reply)" \
	    "$(db 'SELECT median, replied FROM plain ORDER BY mailbox, nth')"
	is "$1: and in office hours" "$(median reply_open)" \
	    "$(db 'SELECT open_median, replied FROM plain ORDER BY mailbox, nth')"
}

db_score 0.02 0.05
same 'first analysis'
check 'there is something to count' test \
    "$(db 'SELECT count(*) FROM rollup_hour')" -gt 1000

# change ROUND: what looks random comes from md5, so that a failure comes again.
change()
{
	db "CREATE TEMPORARY TABLE lot AS
	SELECT id, created_at AS stood_at,
	  ('x' || substr(md5('$1-' || id), 1, 7))::bit(28)::int % 100 AS n
	FROM conversation;
	UPDATE conversation c SET status = CASE status WHEN 'spam' THEN 'active'
	  ELSE 'spam' END FROM lot WHERE lot.id = c.id AND n IN (0, 1, 2);
	UPDATE conversation c SET mailbox_id = 23 - mailbox_id
	  FROM lot WHERE lot.id = c.id AND n IN (3, 4);
	UPDATE conversation c SET deleted_at = CASE WHEN deleted_at IS NULL
	  THEN now() END FROM lot WHERE lot.id = c.id AND n = 5;
	UPDATE conversation c SET merged_into = CASE WHEN merged_into IS NULL
	  THEN 100002 END FROM lot WHERE lot.id = c.id AND n = 6;
	UPDATE conversation c SET created_at = created_at + interval '90 minutes'
	  FROM lot WHERE lot.id = c.id AND n = 7;
	UPDATE conversation c SET customer_id = CASE WHEN c.id % 3 > 0
	  THEN 1000 + c.id % 5 END FROM lot WHERE lot.id = c.id AND n = 8;
	UPDATE message m SET body = CASE WHEN m.id % 40 = 0 THEN ''
	  ELSE 'I want a refund, the game crashes on iOS. Version 3.$1.0' END
	  FROM lot WHERE lot.id = m.conversation_id AND n IN (9, 10, 11)
	  AND m.kind = 'customer';
	DELETE FROM message m USING lot
	  WHERE lot.id = m.conversation_id AND n = 12;
	INSERT INTO conversation (id, number, mailbox_id, customer_id, status,
	  subject, created_at, modified_at, content_hash)
	SELECT 200000 + $1 * 100 + i, 9000 + $1 * 100 + i, 11 + i % 2, 1000 + i,
	  'active', 'New ' || i, now() - make_interval(hours => i * $1), now(), ''
	FROM generate_series(1, 20) AS i;
	INSERT INTO message (id, conversation_id, kind, created_at, body)
	SELECT id * 10, id, 'customer', created_at, 'It is slow and lagging'
	FROM conversation WHERE id / 100 = 2000 + $1;
	INSERT INTO analysis_due (conversation_id)
	SELECT id FROM lot WHERE n <= 12
	UNION ALL SELECT id FROM conversation WHERE id / 100 = 2000 + $1;
	INSERT INTO rollup_dirty (hour)
	SELECT date_trunc('hour', stood_at, 'UTC') FROM lot
	WHERE n <= 12 AND $1 % 2 = 0"
}

for round in 1 2 3 4 5 6; do
	change $round
	if [ $((round % 3)) -eq 0 ]; then
		db_score 0.01 0.03
	else
		db_score
	fi
	same "round $round"
	windows_agree "round $round"
done

# Other hours: the medians follow, whenever the program is killed meanwhile.
db "UPDATE office_hours SET opens = '11:00' WHERE weekday < 4;
    DELETE FROM office_hours WHERE weekday = 6"
remark()
{
	db "PREPARE again AS $(cat "$top/sql/queries/office_recount.sql");
	    EXECUTE again ('$1', $2)"
}
remark "$(db 'SELECT zone FROM office_zone')" true
db_is 'a change of the hours marks every hour with replies' "SELECT
    count(DISTINCT d.hour) = count(DISTINCT r.hour) AND bool_and(d.office)
    FROM rollup_dirty d FULL JOIN (SELECT hour FROM rollup_hour
    WHERE dimension = 'reply') r USING (hour)" t
db_score 0.01 0.02
same 'other office hours'
windows_agree 'other office hours'
remark "$(db 'SELECT zone FROM office_zone')" false
db_is 'the same zone changes nothing' 'SELECT count(*) FROM rollup_dirty' 0
db 'DELETE FROM office_hours'
remark UTC true
db_score
same 'no office hours'
db_is 'nothing is left of them' 'SELECT count(*) FROM reply_open' 0

before=$(db 'SELECT md5(string_agg(r::text, chr(10) ORDER BY r::text))
    FROM rollup_hour r')
program tidemark-score --reclassify >"$R/log/score" 2>&1
same 'all judged again'
db_is 'and nothing changed, as the rules are the same' "SELECT
    md5(string_agg(r::text, chr(10) ORDER BY r::text)) FROM rollup_hour r" \
    "$before"

# Counts that are wrong for whatever reason heal when the hour is marked.
db "UPDATE rollup_hour SET conversations = conversations + 1 WHERE key <> '';
    DELETE FROM rollup_hour WHERE dimension = 'all';
    UPDATE analysis SET earlier_at = created_at, earlier_here_at = created_at;
    INSERT INTO customer_dirty (customer_id) SELECT id FROM customer;
    INSERT INTO rollup_dirty (hour) SELECT DISTINCT date_trunc('hour',
	created_at, 'UTC') FROM conversation"
db_score
same 'marked hours are replaced whole'
check_end
