#!/bin/bash
# SPDX-License-Identifier: MIT
# bench search-quality: how well the search orders what people judged.
#
#	BENCH_SEARCH=FOLDER ./dev bench search-quality
#
# The folder holds search_is22_docs.jsonl.gz (id, app, text) and
# search_is22_qrels.jsonl.gz (app, query, id, relevant); without BENCH_SEARCH it
# is var/labelled, or a folder "data" of a folder beside this one. Each app becomes
# an account, each text a conversation; queries go through the JSON of the running
# program. Pools are partial, so lists are judged without the
# texts that nobody judged. Settings were chosen looking at queries 1, 3, 5 … in
# the order of app and query; the others count. Each query is asked twice: with
# vectors, and by words alone (exact=1).
. "${0%/*}/lib.sh"

folder=''
for place in ${BENCH_SEARCH:-"$top/var/labelled" "$top"/../*/data}; do
	[ -f "$place/search_is22_qrels.jsonl.gz" ] && folder=$place && break
done
if [ -z "$folder" ]; then
	bench_note 'search-quality: no judged texts; name their folder in BENCH_SEARCH'
	exit 0
fi

bench_open
mkdir -p "$R/v"
chmod 0777 "$R/v"
zcat "$folder/search_is22_docs.jsonl.gz" | jq -r '[.id, .app, .text] | @csv' \
    >"$R/share/docs.csv"
zcat "$folder/search_is22_qrels.jsonl.gz" |
	jq -r '[.app, .query, .id, .relevant] | @csv' >"$R/share/judged.csv"
user_give "$R/share"
pg_sql postgres -c 'create database judged'
pg_sql judged -c 'create table doc (n serial, id text, app text, body text);
    create table judged (app text, query text, id text, relevant bool)' \
    -c "\\copy doc (id, app, body) from '$R/share/docs.csv' (format csv)" \
    -c "\\copy judged from '$R/share/judged.csv' (format csv)"
pg_sql judged -F $'\t' -c "select app || ' ' || query, n, relevant::int
    from judged j join doc d using (id, app)" >"$R/judged"

# An account that holds the texts of an app.
account()
{
	mkdir -p "$R/v/$1"
	chmod 0777 "$R/v/$1"
	stack_env+=(DATABASE_URL="$(pg_url "$1")" TIDEMARK_VECTOR_FOLDER="$R/v/$1")
	pg_sql postgres -c "create database $1"
	quietly "$R/log/migrate" program tidemark-admin migrate || die 'no tables'
	pg_sql judged -v app="$2" <<<"copy (select n, body from doc
	    where app = :'app') to stdout" >"$R/share/account"
	pg_sql "$1" -c 'create temp table t (n bigint, body text)' \
	    -c "\\copy t from '$R/share/account'" \
	    -c "insert into conversation (id, number, mailbox_id, status,
		created_at, modified_at, content_hash)
	    select n, n, 1, 'closed', now() - n * interval '1 minute', now(), ''
	    from t;
	    insert into message (id, conversation_id, kind, created_at, body)
	    select n, n, 'customer', now(), body from t;
	    insert into analysis_due (conversation_id) select n from t"
	quietly "$R/log/score" program tidemark-score || die 'no index'
	quietly "$R/log/reindex" program tidemark-reindex || die 'no vectors'
	bench_web "$1"
}

# The ids of all that a query finds, best first: ranked QUERY 0|1, 1 by words alone.
ranked()
{
	local after='' page

	while :; do
		page=$(curl -fsS -G -H "Authorization: Bearer $bench_token" \
		    --data-urlencode "q=$1" -d limit=100 -d "exact=$2" \
		    -d "after=$after" \
		    "$stack_url/api/v1/search") || die 'no answer'
		jq -r '.results[].id' <<<"$page"
		after=$(jq -r '.next // empty' <<<"$page")
		[ -n "$after" ] || break
	done
}

# judge NTH APP QUERY 0|1: half, which, average precision, precision of the first 10
judge()
{
	ranked "$3" "$4" </dev/null | awk -F '\t' -v half=$(($1 % 2)) -v key="$2 $3" '
	NR == FNR { if ($1 == key) { truth[$2] = $3; all += $3 } next }
	$1 in truth { n++; hits += truth[$1]
		if (truth[$1]) sum += hits / n
		if (n == 10) ten = hits }
	END { if (n < 10) ten = hits
		printf "%d\t%s\t%.4f\t%.2f\n", half, key, sum / all, ten / 10 }
	' "$R/judged" -
}

pg_sql judged -F $'\t' -c 'select distinct dense_rank() over (order by app),
    app, query from judged order by 1, 2, 3' >"$R/queries"
nth=0 last=''
while IFS=$'\t' read -r n app query; do
	[ "$n" = "$last" ] || account "app$n" "$app" </dev/null
	last=$n
	nth=$((nth + 1))
	judge $nth "$app" "$query" 1 >>"$R/words"
	judge $nth "$app" "$query" 0
done <"$R/queries" >"$R/quality"
paste "$R/quality" <(cut -f 3,4 "$R/words") >&2

# mean HALF FIELD [FILE]: 0 is what counts, 1 was looked at, "" both
mean()
{
	awk -F '\t' -v half="$1" -v field="$2" 'half == "" || $1 == half {
		n++; sum += $field } END { printf "%.3f", sum / n }' \
	    "${3:-$R/quality}"
}

bench_say 'average precision, queries that count' "$(mean 0 3)" ratio '>=0.82'
bench_say 'average precision, all queries' "$(mean '' 3)" ratio '>=0.82'
bench_say 'by words alone: average precision, queries that count' \
    "$(mean 0 3 "$R/words")" ratio
bench_say 'by words alone: average precision, all queries' \
    "$(mean '' 3 "$R/words")" ratio
bench_say 'by words alone: precision of the first 10, all queries' \
    "$(mean '' 4 "$R/words")" ratio
bench_say 'precision of the first 10, queries that count' "$(mean 0 4)" ratio
bench_say 'precision of the first 10, all queries' "$(mean '' 4)" ratio '>=0.82'
bench_say 'the highest that the first 10 can reach' "$(awk -F '\t' '
    { n[$1] += $3 } END { for (k in n) { q++
    sum += n[k] < 10 ? n[k] / 10 : 1 } printf "%.3f", sum / q }' "$R/judged")" ratio
bench_end search-quality
