#!/bin/bash
# SPDX-License-Identifier: MIT
# Search: what each operator finds, in which order, with which excerpt; slips of
# the finger; what changes and what goes; the page, JSON and CSV; and attempts to
# break out of a query.
. "${0%/*}/../lib/page.sh"
page_open
page_as viewer

page_get 'nothing stored: the page says how to search' /search 200 \
    'What can be typed' 'name="q"' '<dt>from:</dt>'
page_get 'nothing stored: nothing is found' '/search?q=refunds' 200 \
    'Nothing found' 'No conversation holds this'
db_load search.sql
program tidemark-score >/dev/null 2>&1

# ask QUERY [MORE]: encoded
ask()
{
	page_ask -G --data-urlencode "q=$1" "${@:2}" /api/v1/search
}

# finds WHY QUERY NUMBERS: in their order; 9003! holds only a part
finds()
{
	ask "$2"
	is "$1: $2" "$(jq -r '[.results[] | "\(.number - 9000)" + (if .holds_all
	    then "" else "!" end)] | join(" ")' "$R/body" 2>&1)" "$3"
}

while IFS='|' read -r why query wanted; do
	finds "$why" "${query//¦/|}" "$wanted"
done <<'TXT'
any form of a word|crashed|3
the subject weighs more than one message|refund|1 2
both words, then either|refund money|1 7! 2!
words of an agent|sent|1
words of a note|hippopotamus|1
a hyphen|well-known|1
accents do not count, in the text|cafe|4
accents do not count, in the query|brülée|4
a phrase|"not received"|1
a phrase in another order|"received refund"|
words of a phrase apart|"bank subscription"|
a phrase must be there, a word beside it need not|"level 12" money|3!
without a word|refund -subscription|2
without a phrase|refund -"not received"|2
one of two|crash OR cafe|3 4
one of two with a bar|crash ¦ cafe|3 4
one of two, and another|crash OR refund vip tag:vip|1! 2!
the beginning of a word|subscr*|1
the beginning of a word that is short|cr*|3 4
the subject alone|subject:refund|1
a phrase of the subject|subject:"crash at"|3
notes alone|note:hippopotamus|1
notes alone, a word of a message|note:refund|
by first name, newest first|from:mia|3 6
by address|from:shop.example|1 8 4
by a name with an accent|from:Zoë|1 8 4
by a percent sign, as it is|from:100%|2
by an underscore, as it is|from:r_s|3 6
by quotes|from:"mia under"|3 6
by nobody|from:nobody|
an agent who wrote|to:ada|1
an agent who has it|agent:ben|1 3
an agent with an apostrophe|agent:o'hara|1 3
not that agent|crash -agent:ben|
a tag in any case|tag:VIP|1 2
a tag with quotes and a backslash|tag:"a 'b' \c"|2
the beginning of a tag|tag:vi*|1 2
without a tag|refund -tag:vip|
either tag|tag:none OR tag:vip|1 2
the number|number:9003|3
the number with a sign|#9003|3
either number|number:9001 OR number:9003|1 3
digits are a word|9003|8
status|status:pending|4
either status|refund status:active status:closed|1 2
not a status|refund -status:closed|1
category|category:crash|3
not a category|start -category:crash|
severity|severity:high from:mia|3
platform|platform:ios|3
is|is:unreplied from:mia|3 6
two of is hold both|is:unreplied is:replied|
has a note|has:note|1
has a reply|has:reply|1
has no tag|crash -has:tag|3
before a day|before:30d|4
after a day|after:3650d cafe|4
after, a word that is older|after:7d cafe|
spam is not found|subject:"refund refund"|
quoted history is not found|walrus|
drafts are not found|giraffe|
words of an address|shop.example|8
TXT

# --- what is not known ----------------------------------------------------------

ask 'foo:refund'
is 'an unknown operator is told' "$(jq -r '.notes[0]' "$R/body")" \
    'There is no operator foo: here; it was searched as words.'
ask 'the refund'
is 'a word of every text is told' \
    "$(jq -c '[.common, .total]' "$R/body")" '[["the"],2]'
while IFS='|' read -r why query words; do
	ask "$query"
	page_compare "refused: $why" 422 "$words" '"loc":\["query","q"\]'
	page_ask -G --data-urlencode "q=$query" /search
	page_compare "refused on the page: $why" 422 'This cannot be searched' \
	    'What can be typed'
done <<'TXT'
a day that is none|before:yesterday|2026-01-14
a day that does not exist|after:2026-02-30|2026-01-14
a number that is none|number:x|not a number
a status that is none|status:open|active pending closed
a severity that is none|severity:bad|critical high medium low
has what nobody has|has:fun|note reply
OR between text and a fact|refund OR status:closed|OR can stand
OR beside what is excluded|refund OR -crash|OR can stand
one letter and a star|a*|too short
too many words|a b c d e f g h i j k l m n o p q r s t u v w x y|at most 24
TXT
page_get 'no query in JSON' /api/v1/search 422 '"q"'
page_get 'a query of signs in JSON' '/api/v1/search?q=%3F%21' 422 'holds no word'
page_get 'a query too long' "/search?q=$(printf 'a%.0s' {1..201})" 422 200
page_get 'an order that is none' '/search?q=a&sort=best' 422
page_get 'a place in no list' '/search?q=refund&after=x' 422 'after'
page_get 'a place in no list, in JSON' '/api/v1/search?q=refund&after=1.x' 422 \
    'after'

# --- slips of the finger ----------------------------------------------------------

ask refnud
is 'nothing has the word: the likely one is searched, and told' \
    "$(jq -c '[.suggestion, .corrected, .total]' "$R/body")" '["refund",true,2]'
ask 'refnud money'
is 'another word has hits: the likely one is offered' \
    "$(jq -c '[.suggestion, .corrected, .total]' "$R/body")" \
    '["refund money",false,0]'
ask refnud -d exact=1
is 'exactly as typed' "$(jq -c '[.suggestion, .corrected, .total]' "$R/body")" \
    '[null,false,0]'
ask 'hippopotamuss from:zoe'
is 'operators stay' "$(jq -c '[.suggestion, .total]' "$R/body")" \
    '["hippopotamus from:zoe",1]'
ask xyzzyq
is 'no word is near' "$(jq -c '[.suggestion, .total]' "$R/body")" '[null,0]'
page_get 'on the page' '/search?q=refnud' 200 'Nothing was found for <b>refnud' \
    'exact=1' '<mark>Refund'
page_get 'did you mean' '/search?q=refnud+money' 200 \
    'Did you mean <a href="/search\?q=refund%20money"'

# --- filters, order, pages ----------------------------------------------------------

page_get 'the filters of the list' \
    '/api/v1/search?q=refund&status=closed&mailbox=11' 200 '"number":9002' \
    '!"number":9001'
page_get 'a filter that leaves nothing' '/search?q=refund&mailbox=12' 200 \
    'Search without filters' 'class="chip"'
page_get 'newest first' '/search?q=money+refund&sort=newest' 200 \
    'aria-current="true">Newest'
ask 'refund money' -d sort=newest
is 'newest first: those that hold all alone' \
    "$(jq -c '[.results[].number]' "$R/body")" '[9001]'
ask 'from:zoe OR from:ivan OR from:mia' -d limit=2
first=$(jq -c '[.results[].number]' "$R/body")
ask 'from:zoe OR from:ivan OR from:mia' -d limit=2 \
    -d "after=$(jq -r .next "$R/body")"
second=$(jq -c '[.results[].number]' "$R/body")
ask 'from:zoe OR from:ivan OR from:mia' -d limit=2 \
    -d "after=$(jq -r .next "$R/body")"
third=$(jq -c '[.results[].number, .next]' "$R/body")
is 'page by page, each once' "$(jq -cs 'flatten | sort' \
    <<<"$first $second $third")" '[null,9001,9002,9003,9004,9006,9008]'

# --- what is shown --------------------------------------------------------------------

page_get 'marks in subject and excerpt' '/search?q=refund' 200 \
    '<mark>Refund</mark> for my subscription' 'Please <mark>refund</mark> the' \
    'Zoë Brand' 'href="/conversations/1"'
page_get 'an excerpt is text' '/search?q=bold' 200 \
    '&lt;b onclick=&quot;x&quot;&gt;<mark>bold</mark>&lt;/b&gt;' \
    '&lt;script&gt;alert' '!<script>alert' '!onclick="x"'
page_get 'a note is called one' '/search?q=hippopotamus' 200 'Note by Ben O'
page_get 'no subject' '/search?q=shop.example' 200 '\(no subject\)'
page_get 'a number opens its conversation' '/search?q=%239003' 303
page_get 'digits offer the conversation' '/search?q=9003' 200 \
    'There is a conversation <a href="/conversations/3">#9003'
page_get 'the box keeps the query' '/search?q=%22a+%3Cb%3E%22' 200 \
    'value="&quot;a &lt;b&gt;&quot;"'
ask bold
is 'marks in JSON' "$(jq -c '.results[0].excerpt | map(select(.mark).text) |
    unique' "$R/body")" '["bold"]'
page_get 'CSV' '/api/v1/search.csv?q=refund' 200 '^id,number,created_at' \
    '^1,9001,.*Refund for my subscription' '^2,9002,'
page_head 'CSV: how many' '^X-Row-Count: 2$'
page_get 'CSV of a broken query' '/api/v1/search.csv?q=before:x' 422

# --- who may ---------------------------------------------------------------------------

page_as nobody
page_get 'nobody: the page' '/search?q=refund' 303
page_get 'nobody: JSON' '/api/v1/search?q=refund' 401
page_get 'nobody: CSV' '/api/v1/search.csv?q=refund' 401
page_as viewer

# --- attempts to break out -----------------------------------------------------------------

n=0
while IFS= read -r query; do
	ask "$query"
	n=$((n + 1))
	like "attempt $n ends well: $query" "$page_status" '^(200|422)$'
done <<'TXT'
'
''
\
\'
a' & 'b
a & b | !c
!refund
(refund
refund) | ('x'
'refund':*
refund <-> money
tag:'
tag:\
tag:a':*
tag:"'&'x"
from:'; drop table search_doc; --
from:%
from:\
agent:_
number:9223372036854775807
"
""
"'" OR "\"
'; select pg_sleep(9); --
$1 $2 {}
{"a","b"}
subject:'
note:\'
*
**
re'fund*
re\fund*
-
--
- -refund
-refund
OR
OR OR OR
| refund |
:::
a:b:c
😀
مرحبا
����
TXT
db_is 'and everything is still there' 'SELECT count(*) FROM search_doc' 7

# --- changes -----------------------------------------------------------------------------------

db "UPDATE message SET body = 'An elephant' WHERE id = 71;
    UPDATE conversation SET content_hash = 'b' WHERE id = 7;
    UPDATE conversation SET status = 'active', content_hash = 'b' WHERE id = 5;
    INSERT INTO analysis_due (conversation_id) VALUES (5), (7)"
program tidemark-score >/dev/null 2>&1
finds 'a changed message' elephant 7
finds 'and not as it was' '"only money"' ''
finds 'no spam after all' 'subject:"refund refund refund"' 5
db "UPDATE conversation SET deleted_at = now() WHERE id = 7;
    UPDATE search_state SET made_at = NULL;
    INSERT INTO analysis_due (conversation_id) VALUES (7)"
program tidemark-score >/dev/null 2>&1
finds 'a deleted conversation' elephants ''
db_is 'its words are gone' 'SELECT count(*) FROM search_doc
    WHERE conversation_id = 7' 0
db_is 'and nobody is told of them' "SELECT count(*) FROM search_word
    WHERE stem = 'eleph'" 0
check_end
