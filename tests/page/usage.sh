#!/bin/bash
# SPDX-License-Identifier: MIT
# What models were asked, one call at a time: the page, its file and JSON agree, page by
# page and under filters; every number of the usage page opens that many calls.
. "${0%/*}/../lib/page.sh"
page_open
here=/settings/usage/calls json=/api/v1/usage/calls

db "insert into mailbox (id, name) values (1, 'A');
    insert into conversation (id, number, mailbox_id, status, created_at,
      modified_at, content_hash)
    values (7, 70, 1, 'active', now(), now(), '\\x00');
    insert into message (id, conversation_id, kind, author_kind, created_at, body)
    values (70, 7, 'agent', 'user', now(), 'x');
    insert into model_call (at, engine, purpose, model, error, conversation_id,
      message_id, things, input_tokens, cached_tokens, output_tokens, cost,
      took_ms)
    select (now() at time zone 'UTC')::date at time zone 'UTC'
        - i / 50 * interval '1 day' + interval '1 s',
      'openai', (array['score', 'embedding', 'later <b>'])[1 + i % 3],
      case when i % 2 = 0 then 'small' else 'Large & dear' end,
      case when i % 10 = 0 then 'it said <i> ' || i end,
      case when i % 3 = 0 then 7 when i = 1 then 99 end,
      case when i % 3 = 0 then 70 end, case when i % 3 = 1 then 12 else 1 end,
      1000 + i, i, 100, i, 1500
    from generate_series(1, 240) i;
    insert into model_usage
    select (at at time zone 'UTC')::date, engine, purpose, model, count(*),
      count(error), sum(input_tokens), sum(cached_tokens), sum(output_tokens),
      sum(cost), sum(took_ms)
    from model_call group by 1, 2, 3, 4" >/dev/null

# --- roles ---------------------------------------------------------------------

page_admins small $here $here.csv $json

# --- the page ------------------------------------------------------------------

page_as admin
page_get 'when, for what, about what, what came of it, cost' $here 200 \
    '240..?calls of models, 24 in vain, [$]0.03' \
    '<td>scores of replies</td><td>openai</td><td>Large &amp; dear</td>' \
    'href="/conversations/7">#70</a>' 'href="/quality/replies/70">its reply' \
    '12..?conversations' 'in vain: it said &lt;i&gt; 10<' '>answered<' \
    '"took">1.5 s' '"cost">\$0.00001<' '<td>later &lt;b&gt;</td>' '!<i>' '!<b>'
page_get 'of what is gone no link is left' "$here?purpose=embedding&to=2000-01-01" \
    200 'No call of a model' 'Nothing here'
page_get 'filters stay set' \
    "$here?purpose=score&engine=openai&model=small&result=failed&from=2026-01-03" \
    200 'value="score" selected>scores of replies' 'value="small" selected' \
    'value="failed" selected>in vain' 'name="from" value="2026-01-03"' \
    'calls.csv\?purpose=score&amp;engine=openai&amp;model=small&amp;result=failed&amp;from=2026-01-03"'
page_get 'a model of that name was never asked' "$here?model=zoe" 200 \
    'Nothing here' '<option value="zoe" selected>'
for path in $here $here.csv $json; do
	page_get "a span that ends before it begins: $path" \
	    "$path?from=2026-01-04&to=2026-01-03" 422 'later than from'
	page_get "a result that is none: $path" "$path?result=maybe" 422 result
done

# By the tokens sent, which no two rows share.
recount()
{
	db "select input_tokens from model_call where $1 order by at desc, id desc"
}
day=$(db "select (now() at time zone 'UTC')::date - 2")
while read -r query where; do
	page_ask "$json?$query&limit=500"
	is "JSON of $query is a recount" "$(jq '.calls[].input_tokens' "$R/body")" \
	    "$(recount "$where")"
	is "so are the pages of $query" "$(page_follow "$here?$query" \
	    '"sent">[0-9,]+' | tr -dc '0-9\n')" \
	    "$(recount "$where")"
	page_ask "$here.csv?$query"
	is "and the file of $query" "$(page_column input_tokens)" "$(recount "$where")"
done <<-TXT
	x=1 true
	purpose=score purpose = 'score'
	result=failed error is not null
	result=answered&model=small error is null and model = 'small'
	engine=anthropic false
	from=$day at >= '${day}T00:00:00Z'
	to=$day&result=failed at < '${day}T00:00:00Z' and error is not null
TXT

# --- every number opens its rows ---------------------------------------------------

page_ask '/settings/usage?days=30'
wanted=0
while read -r word url n; do
	page_ask "$(sed 's/&amp;/\&/g' <<<"$url")"
	like "$n $word: $url" "$page_body" "<h1>$n..?calls? of models"
	((wanted += 1))
done < <(grep -o 'data-word="\(calls\|in vain\)"><a href="[^"]*">[0-9,]*' \
    <<<"$page_body" | sed 's/data-word="\(in \)\?//; s/"><a href="/ /; s/">/ /')
is 'all numbers above 0 have a link' "$wanted" "$(db "with d as (
      select engine, purpose, model, sum(calls) c, sum(failures) f
      from model_usage group by 1, 2, 3
      union all
      select engine, purpose, model, calls, failures from model_usage)
    select count(*) + count(*) filter (where f > 0) from d")"

# --- JSON by pages, and a long file ----------------------------------------------

page_ask "$json?limit=200"
next=$(jq .next "$R/body")
page_ask "$json?limit=200&after=$next"
is 'the last page has no next one' "$(jq -c '[(.calls | length), .next]' \
    "$R/body")" '[40,null]'
page_ask "$json?purpose=embedding&limit=500"
is 'one about what is gone, and such about several, name none' "$(jq -c \
    '[.calls[] | [.conversation, .reply]] | unique' "$R/body")" '[[null,null]]'
db "insert into model_call (engine, purpose, model, things, input_tokens,
      cached_tokens, output_tokens, cost, took_ms)
    select 'x', 'y', 'z', 1, 1, 1, 1, 1, 1 from generate_series(1, 25000)" \
    >/dev/null
page_ask "$here.csv?engine=x"
is 'the file has no limit' "$(wc -l <"$R/body")" 25001
check_end
