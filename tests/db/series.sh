#!/bin/bash
# SPDX-License-Identifier: MIT
# Counts of series against a recount row by row, quarter-hours and local days over
# clock changes, and what a look costs with much stored.
. "${0%/*}/../lib/db.sh"
db_open

db "SELECT setseed(0.25);
    INSERT INTO cluster (title) SELECT 'Group ' || i FROM generate_series(1, 5) i;
    INSERT INTO conversation (id, number, mailbox_id, status, created_at,
      modified_at, content_hash)
    SELECT i, i, 1, 'active', at, at, ''
    FROM (SELECT i, '2026-01-10T00:00Z'::timestamptz + random() * interval '4 days'
      AS at FROM generate_series(1, 3000) i) g;
    INSERT INTO analysis (conversation_id, created_at, modified_at, number,
      mailbox_id, status, counted, categories, main_category, intent, severity,
      score, platform, app_version, cluster_id, ruleset_version, input_hash)
    SELECT id, created_at, created_at, id, 1, 'active', random() > 0.1, '{}',
      (ARRAY['crash', 'payment', 'question'])[1 + floor(random() * 3)::int],
      'other', 'low', 0,
      (ARRAY['ios', 'android', ''])[1 + floor(random() * 3)::int],
      (ARRAY['2.4.0', '2.4.1', ''])[1 + floor(random() * 3)::int],
      nullif(floor(random() * 6)::int, 0), 1, '' FROM conversation" >/dev/null

db_ask series_count 'timestamptz, timestamptz' \
    "'2026-01-11T00:00Z', '2026-01-13T06:07Z'" >"$R/counts"
counted="counted AND created_at >= '2026-01-11T00:00Z'
    AND created_at < '2026-01-13T06:07Z'"
# recount DIMENSION CATEGORY PART
recount()
{
	db "SELECT extract(epoch FROM date_bin('15 minutes', created_at,
	    '2026-01-01T00:00Z'))::bigint, $1, $2, $3, count(*)
	    FROM analysis WHERE $counted AND $3 IS DISTINCT FROM '-'
	    GROUP BY 1, 2, 3, 4"
}
{
	recount 0 "''::text" "''::text"
	recount 1 main_category "''::text"
	recount 2 main_category "coalesce(nullif(platform, ''), '-')"
	recount 3 main_category "coalesce(nullif(app_version, ''), '-')"
	recount 4 main_category "coalesce(cluster_id::text, '-')"
} >"$R/recount"
is 'the counts of all series are those of a recount' \
    "$(sort "$R/counts" | md5sum)" "$(sort "$R/recount" | md5sum)"
check 'there are some of each kind' eval \
    '[ "$(cut -d "|" -f 2 "$R/counts" | sort -u | tr -d "\n")" = 01234 ]'
is 'in order of time' "$(cut -d '|' -f 1 "$R/counts" | sort -nc 2>&1)" ''

# --- local days -----------------------------------------------------------------

# day MIDNIGHT ZONE UNTIL: bins, of them of the day; hour of the week of the first
# and of the last; whether it is over
day()
{
	db_ask series_bins 'timestamptz, text, timestamptz' "'$1', '$2', '$3'" |
		awk -F '|' -v from="$(date -d "$1" +%s)" '$1 >= from {
			n++; if (n == 1) first = $2 } { last = $2; over = $3 }
		    END { print NR, n, first, last, over }'
}
while IFS='|' read -r title midnight zone until want; do
	is "$title" "$(day "$midnight" "$zone" "$until")" "$want"
done <<'TXT'
a Wednesday of UTC|2026-01-14T00:00Z|UTC|2026-01-20T00:00Z|192 96 48 71 t
until noon|2026-01-14T00:00Z|UTC|2026-01-14T12:00Z|144 48 48 59 f
a quarter-hour that has begun|2026-01-14T00:00Z|UTC|2026-01-14T12:01Z|145 49 48 60 f
on the stroke of midnight it is over|2026-01-14T00:00Z|UTC|2026-01-15T00:00Z|192 96 48 71 t
and not a second before|2026-01-14T00:00Z|UTC|2026-01-14T23:59:59Z|192 96 48 71 f
a day of Paris in winter|2026-01-13T23:00Z|Europe/Paris|2026-02-01T00:00Z|192 96 48 71 t
clocks go forward: 23 hours|2026-03-28T23:00Z|Europe/Paris|2026-04-01T00:00Z|188 92 144 167 t
clocks go back: 25 hours|2026-10-24T22:00Z|Europe/Paris|2026-11-01T00:00Z|196 100 144 167 t
a zone of half an hour|2026-01-13T18:30Z|Asia/Kolkata|2026-02-01T00:00Z|192 96 48 71 t
one of three quarters|2026-01-13T18:15Z|Asia/Kathmandu|2026-02-01T00:00Z|192 96 48 71 t
TXT
# --- what a look reads ------------------------------------------------------------

db "INSERT INTO conversation (id, number, mailbox_id, status, created_at,
      modified_at, content_hash)
    SELECT i, i, 1, 'active', at, at, ''
    FROM (SELECT i, now() - i * interval '150 seconds' AS at
      FROM generate_series(10001, 210000) i) g;
    INSERT INTO analysis (conversation_id, created_at, modified_at, number,
      mailbox_id, status, counted, categories, main_category, intent, severity,
      score, platform, ruleset_version, input_hash)
    SELECT id, created_at, created_at, id, 1, 'active', true, '{}', 'crash',
      'other', 'low', 0, 'ios', 1, '' FROM conversation WHERE id > 10000"
db 'VACUUM ANALYZE analysis'
# Of the newest two days that are stored: a look reads no more.
newest=$(db 'SELECT max(created_at) FROM analysis WHERE conversation_id > 10000')
plan=$(db_ask series_count 'timestamptz, timestamptz' \
    "'$newest'::timestamptz - interval '48 hours', '$newest'" \
    'EXPLAIN (ANALYZE, FORMAT JSON)')
scans()
{
	jq -c '[.. | objects | select(has("Index Name") or has("Relation Name"))
	    | [."Node Type", ."Index Name", ."Actual Rows"]]' <<<"$plan"
}
is 'it reads the index of times, of those two days' "$(scans)" \
    '[["Index Only Scan","analysis_window",1152]]'
check_end
