#!/bin/bash
# SPDX-License-Identifier: MIT
# The rules editor: each form, each role, faults beside their fields, drafts that
# cross, trials, saving, files; and the same as JSON.
. "${0%/*}/../lib/page.sh"
page_open
db_load reports.sql
R_=/settings/rules

# --- before anything is stored ------------------------------------------------

page_as viewer
page_get 'before the first analysis' $R_ 200 'will judge the first' \
    'name="q"' '!Add a rule'
page_get 'no version yet' $R_/versions 200 'No version is stored yet'
program tidemark-score >/dev/null 2>&1
page_get 'in force' $R_ 200 'Rules “app-and-game”, version 1, are in force' \
    'by tidemark: comes with the program' '!You see your draft'

# --- reading, for everyone ----------------------------------------------------

page_get 'categories with their numbers' $R_ 200 \
    '<a href="/settings/rules/category/crash">Crash</a>' \
    "<a href=\"/conversations\?[^\"]*category=crash[^\"]*\">$(db "select
	count(*) from analysis where counted and main_category = 'crash'")<"
page_get 'search finds words' "$R_?q=chargeback" 200 'payment\.refund' \
    'severity\.legal' '!rule/crash\.word' '[0-9]+ of [0-9]+.rules'
page_get 'search finds nothing' "$R_?q=xyzzyx" 200 'No rule has that'
page_get 'hostile search' "$R_?q=%22%3E%3Cimg+src=x%3E" 200 '!<img' '&lt;img'
page_get 'a rule' $R_/rule/crash.word 200 '<fieldset disabled' 'crashy' \
    'Administrators change rules' '!Keep in my draft'
page_get 'a category' $R_/category/crash 200 '<fieldset disabled'
page_get 'other is one too' $R_/category/other 200 'keeps its name'
page_get 'words' $R_/words 200 'List @negators' '!Keep in my draft'
page_get 'a viewer sees no form to save' $R_/draft 200 '!settings/rules/save' \
    '!settings/rules/import' 'settings/rules/test'
page_get 'no such rule' $R_/rule/crash.nope 404 'There is no rule'
page_get 'no such category' $R_/category/nope 404 'There is no category'
page_get 'no such trial' $R_/trial/99 404
page_get 'no such version' "$R_/diff?a=1&b=9" 404 'no version 9'
page_get 'no such export' "$R_/export?version=nope" 404
page_post 'a viewer may judge a text' $R_/test \
    'text=I+was+charged+twice%2C+refund+me' 200 'By version 1' \
    'payment\.refund' 'sev-(medium|high|critical)' '!By my draft'

# --- a viewer and a reviewer change nothing -----------------------------------

for who in viewer reviewer; do
	page_as $who
	for path in rule category words start import discard try save; do
		page_post "$who may not post to $path" $R_/$path 'id=x' 403
	done
	page_get "$who may not add" $R_/rule 403
done
page_as viewer
page_get 'nor by JSON' /api/v1/rules/draft 403
page_post 'nor save by JSON' /api/v1/rules 'why=x&document=%7B%7D' 403
db_is 'nothing was kept' 'select count(*) from rules_draft' 0

# --- the form of a rule -------------------------------------------------------

page_as admin
form='was=&id=bug.gizmo&words=gizmo%0D%0A+wobble+%0D%0A&points.bug=14&points.other=-2&severity=20&intents.bug_report=11&also.device=1&negatable=yes&note=Why+not'
rule()
{
	page_post "$1" $R_/rule "$2" "${@:3}"
}
rule 'a rule is added to the draft' "$form" 303
page_head 'and the draft shown' '^Location: /settings/rules/draft'
page_get 'with what it changes' $R_/draft 200 'makes 1.change<' 'bug\.gizmo' \
    'bug \+14, other -2'
page_get 'as the form shows it' $R_/rule/bug.gizmo 200 '^wobble' \
    'name="points.bug" value="14"' 'name="intents.bug_report" value="11"' \
    'name="also.device" value="1" checked' 'value="yes" checked' 'Why not'
page_get 'marked in the list' $R_ 200 'You see your draft: 1.change ' \
    'bug\.gizmo</a> <span class="tag">new'
rule 'the same again' "$form" 422 'there is a rule bug\.gizmo already' \
    'value="bug.gizmo"'
rule 'under a new name' "was=bug.gizmo&id=bug.gadget&${form#*gizmo&}" 303
page_get 'the old one is gone' $R_/rule/bug.gizmo 404

while IFS='|' read -r title data field text; do
	rule "$title" "was=&id=bug.x&points.bug=5&$data" 422 \
	    "$text" "id=\"bad-$field\"|class=\"bad\"" 'Not kept\.'
done <<'TXT'
a pattern, with its offset|patterns=ok%0Ab(g|patterns|pattern 2 at offset 3: missing closing parenthesis
an empty alternative|words=a%7C|words|&quot;a
an unknown list|words=%40nowhere|words|@nowhere
too wide a gap|words=x&unless=a+..9+b|unless|a \.\.9 b
points that are no number|words=x&points.crash=many|points|crash &quot;many&quot;: must be whole and -1000 to 1000
points out of bounds|words=x&points.crash=1001|points|-1000 to 1000
intents out of bounds|words=x&intents.refund_request=-1001|intents|-1000 to 1000
severity out of bounds|words=x&severity=101|severity|-100 to 100
nothing to find|words=+%0A+|words|needs a word or a pattern
TXT
rule 'an id that is none' 'was=&id=Bug+X&words=x' 422 'no name of small letters'
rule 'no id' 'was=&words=x' 422
rule 'what was typed stays' \
    'was=&id=bug.x&words=first%0Asecond&patterns=(&points.bug=abc' 422 \
    '>first' '^second' 'name="points.bug" value="abc"'
rule 'a rule that is gone' 'was=bug.gone&id=bug.gone&words=x' 422 'any more'
rule 'markup is text' 'was=&id=bug.x&words=%3Cscript%3E&patterns=(' 422 \
    '&lt;script&gt;' '!<script>'
rule 'a rule is deleted' 'was=bug.gadget&id=bug.gadget&action=delete' 303
page_get 'the draft says the same again' $R_/draft 200 'says the same'

# a bound on patterns holds: the fault names the limit
long=$(printf 'x%.0s' $(seq 2001))
rule 'the limit is told' "was=&id=bug.x&patterns=$long" 422 'longer than 2000'

# --- categories ---------------------------------------------------------------

category()
{
	page_post "$1" $R_/category "$2" "${@:3}"
}
category 'a new category' \
    'was=&name=delivery&place=1&at_least=high&intent=question&outranks.bug=1' 303
page_get 'at its place' $R_/category/delivery 200 'value="1" selected' \
    'value="high" selected' 'name="outranks.bug" value="1" checked'
category 'a name is taken' 'was=&name=bug' 422 'there is a category bug already'
category 'a name with a blank' 'was=&name=a+b' 422 'small letters'
category 'other stays other' 'was=&name=other' 422
category 'renamed, with its rules' 'was=bug&name=defect&place=0' 303
page_get 'in a rule' $R_/rule/bug.word 200 'name="points.defect" value="16"' \
    '!name="points.bug"'
page_get 'in what comes before it' $R_/category/crash 200 \
    'name="outranks.defect" value="1" checked'
category 'deleted, with what rules say of it' \
    'was=defect&name=defect&action=delete' 303
page_get 'no points for it' $R_/rule/bug.word 200 '!points.defect'
category 'deleted already' 'was=defect&name=defect&action=delete' 422 'any more'
page_post 'all of that is discarded' $R_/discard '' 303
page_get 'no draft' $R_/draft 200 'You have no draft'

# --- words and policy ---------------------------------------------------------

words()
{
	page_post "$1" $R_/words "$2" "${@:3}"
}
words 'severity' 'part=general&name=mine&threshold=12&medium=20&high=50&critical=90' 303
page_get 'is kept' $R_/words 200 'name="threshold" value="12"' 'value="mine"'
words 'that fall' 'part=general&name=mine&medium=50&high=40' 422 'must not fall'
words 'a name that is none' 'part=general&name=My+Rules' 422 'small letters'
words 'spelling' 'part=spelling&lines=u+%3D+you%0D%0Aplz%3Dplease' 303
words 'without a sign' 'part=spelling&lines=u+%3D+you%0D%0Aplz' 422 \
    'line 2 is not' 'bad-spelling' '^plz'
words 'boilerplate' 'part=boilerplate&lines=^sent+from.%7B0,40%7D$' 303
words 'with its offset' 'part=boilerplate&lines=ok%0A%5Bz-a%5D' 422 \
    'number 2 at offset [0-9]' 'bad-boilerplate'
words 'a new list' 'part=list&name=parcel&lines=parcel%0Apacket' 303
page_get 'is there' $R_/words 200 'List @parcel' 'id="list-parcel"'
words 'a list without a name' 'part=list&name=&lines=x' 422 'needs a name'
words 'a list without words goes' 'part=list&name=parcel&lines=' 303
words 'a list that rules need' 'part=list&name=cant&lines=' 422 '@cant'
words 'an intent that rules need' 'part=intents&lines=question' 422 \
    'there is no intent'
words 'no such part' 'part=none' 422
page_get 'four changes in all' $R_/draft 200 'makes [0-9]+.changes' 'spelling' \
    'severity\.medium'
page_post 'discarded' $R_/discard '' 303

# --- trying -------------------------------------------------------------------

page_post 'nothing to try' $R_/try 'conversations=200' 409 'no draft'
rule 'a rule that moves much' \
    'was=&id=ux.level&words=level&points.ux=60' 303
page_post 'a text, now beside before' $R_/test 'text=It+crashed+on+level+12' \
    200 'By version 1, in force' 'By my draft' 'ux\.level' 'crash\.word'
page_post 'on the newest 200' $R_/try 'conversations=200' 303
page_head 'goes to the trial' '^Location: /settings/rules/trial/1'
page_get 'which is complete at once' $R_/trial/1 200 \
    'of 200.conversations otherwise' '!Look again'
from=$(db "select count(*) from rules_trial_verdict where category_before =
    'crash' and category_after = 'ux'")
check 'crashes become matters of use' [ "$from" -gt 5 ]
page_get 'a number opens its conversations' \
    "$R_/trial/1?by=category&from=crash&to=ux" 200 \
    'From Crash to (UX|Ux|Usability)' 'Crash · [^·]* · (high|critical)' '(UX|Usability) · '
is 'as many as it says' "$(grep -c 'href="/conversations/1' <<<"$page_body")" \
    "$from"
page_get 'everything that changes' "$R_/trial/1?by=any" 200 \
    'Everything that changes'
page_post 'on 1,000: a part at once' $R_/try 'conversations=1000' 303
page_get 'the rest waits, with its progress' $R_/trial/2 200 'Look again' \
    '200 of 1,000 conversations judged' 'data-refresh="5"'
page_get 'seen on the page of jobs' /jobs 200 'Trial of a draft'
trial=$(db "update job set state = 'cancelled' where id = (select max(id) from job
    where kind = 'rules_preview') returning id")
page_get 'cancelled, nothing moves on its page' "$R_/trial/2?after=0" 200 \
    '200 of 1,000 conversations judged, then it was cancelled' \
    '!class="progress' '!data-refresh' '!so far'
db "update job set state = 'queued' where id = $trial"
program tidemark-score >/dev/null 2>&1
page_get 'and is done' $R_/trial/2 200 '!Look again'
db_is 'judged: all there are' 'select judged = (select count(*) from analysis
    where counted) from rules_trial where id = 2' t
page_post 'as many as nobody offered' $R_/try 'conversations=9999' 422
rule 'a pattern that never ends' \
    'was=&id=bug.slow&points.bug=1&patterns=(a%2B)%2B%5Bb-d%5D' 303
page_post 'is given up on, and told' $R_/test \
    "text=$(printf 'a%.0s' $(seq 4000))" 200 'rule bug\.slow was given up on'

# --- saving -------------------------------------------------------------------

page_post 'without a reason' $R_/save 'why=' 422 'say why' 'id="bad-why"'
page_post 'with one' $R_/save 'why=Levels+are+questions' 303
page_get 'is in force' $R_ 200 'version 2, are in force' \
    'by token test-admin: Levels are questions' '!You see your draft' \
    'waits for tidemark-score'
db_is 'the audit says who and why' "select who, action, detail ->> 'why',
    detail ->> 'version' from audit where action = 'rules_save'" \
    'token test-admin|rules_save|Levels are questions|2'
page_get 'the job waits' /jobs 200 'Judging anew' 'queued'
program tidemark-score >/dev/null 2>&1
db_is 'every conversation is judged by it' 'select count(*) from analysis
    where ruleset_version <> 2' 0
page_get 'and the page is calm' $R_ 200 '!Judging anew'
page_post 'nothing to save' $R_/save 'why=x' 409

# two people at once
rule 'a draft on version 2' 'was=&id=bug.mine&words=mine&points.bug=9' 303
program tidemark-admin --why 'meanwhile' ruleset activate 1 >/dev/null
page_get 'somebody else saved' $R_/draft 200 'based on version 2' \
    'version 3 by operator' 'diff\?a=2'
page_post 'so it is not simply saved' $R_/save 'why=mine' 422 \
    'version 3 by operator came into force' 'name="over" value="3"'
page_post 'unless it is meant' $R_/save 'why=mine&over=3' 303
page_get 'then it is' $R_ 200 'version 4, are in force'

# --- versions and files -------------------------------------------------------

page_get 'versions' $R_/versions 200 'Levels are questions' 'meanwhile' \
    '4 <span class="tag">in force'
page_get 'two of them compared' "$R_/diff?a=1&b=2" 200 \
    'From version 1 to version 2: 2.changes' 'added' 'ux\.level'
page_get 'the same' "$R_/diff?a=1&b=3" 200 'They say the same'
page_get 'a viewer may export' "$R_/export?version=1" 200
db_is 'byte for byte' "select encode(sha256(convert_to(document, 'UTF8')), 'hex')
    from ruleset where version = 1" "$(sha256sum <"$R/body" | cut -d ' ' -f 1)"
cp "$R/body" "$R/file.json"
page_head 'as a file' '^Content-Disposition: attachment'
page_post 'go back to version 1' $R_/start 'from=1' 303
page_get 'as a draft first' $R_/draft 200 'Your draft makes 3.changes'
page_post 'start from other rules' $R_/start 'from=web-shop' 303
page_get 'of a web shop' $R_/category/delivery 200 'Delivery'
page_post 'start from nothing' $R_/start 'from=nothing' 404
page_ask --data-urlencode "document@$R/file.json" $R_/import
page_compare 'import a file of 50 KB' 303
page_ask "$R_/export?version=draft"
is 'which is the draft, byte for byte' "$(md5sum <"$R/body")" \
    "$(md5sum <"$R/file.json")"
sed 's/"crash|test"/"a ..9 b"/' "$R/file.json" |
    sed 's/"crash course|test"/"a ..9 b"/' >"$R/wrong.json"
page_ask --data-urlencode "document@$R/wrong.json" $R_/import
page_compare 'a wrong one is refused with its place' 422 \
    'rule crash\.word: &quot;a \.\.9 b&quot;'
page_post 'no JSON' $R_/import 'document=hello' 422 'Not kept'

# --- as JSON ------------------------------------------------------------------

doc=$top/docs/openapi.json
json()
{
	page_ask "${@:3}"
	is "$1 ($page_status)" "$page_status $(jq -r --slurpfile doc "$doc" \
	    --arg path "${2#* }" --arg method "${2% *}" --arg status \
	    "$page_status" -f "$lib/schema.jq" "$R/body" 2>&1 | head -n 5)" '200 '
}
A=/api/v1/rules
json 'GET rules' "get $A" $A
is 'the document in force' "$(jq -r .document "$R/body" | md5sum)" \
    "$(db 'select document from ruleset where active' | md5sum)"
json 'versions' "get $A/versions" "$A/versions?limit=2"
is 'two, newest first, and there are more' \
    "$(jq -c '[.versions[].version, .next]' "$R/body")" '[4,3,3]'
json 'a version' "get $A/versions/{version}" $A/versions/2
json 'a difference' "get $A/diff" "$A/diff?a=1&b=2"
is 'member by member' "$(jq -c '[.changes[] | .kind + " " + .name]' "$R/body")" \
    '["added bug.slow","added ux.level"]'
json 'draft' "get $A/draft" $A/draft
jq '{document: .}' "$R/file.json" >"$R/body.json"
json 'a draft as an object' "post $A/draft" \
    -H 'Content-Type: application/json' --data "@$R/body.json" $A/draft
json 'judge a text' "post $A/preview" --data 'text=crash on level 3' $A/preview
is 'by both' "$(jq -r '.in_force.main_category, .draft.main_category' \
    "$R/body" | xargs)" 'ux crash'
json 'a trial' "post $A/trials" --data conversations=300 $A/trials
trial=$(jq .id "$R/body")
json 'waits' "get $A/trials/{id}" "$A/trials/$trial"
program tidemark-score >/dev/null 2>&1
json 'is done' "get $A/trials/{id}" "$A/trials/$trial"
is 'and adds up' "$(jq '[.changes[] | select(.dimension == "category")
    | .conversations] | add > 0 and .judged' "$R/body" 2>/dev/null)" ''
check 'and tells what changes' [ "$(jq .changed "$R/body")" -gt 0 ]
page_ask --data 'document={"format": 1}' $A/draft
page_compare 'a wrong draft' 422 '"document"' 'ruleset: name'
page_post 'save on another version' $A 'why=back&based_on=2' 409 \
    'Version 4 is in force, not 2'
json 'save' "post $A" --data 'why=back' $A
is 'as version 5' "$(jq .version "$R/body")" 5
json 'progress' "get $A" $A
is 'is told' "$(jq -c '[.version, .progress.state]' "$R/body")" '[5,"queued"]'
page_get 'the draft is gone' $A/draft 404
json 'and may be dropped again' "delete $A/draft" -X DELETE $A/draft
page_get 'jobs have a rate' /api/v1/jobs 200 '"rate":'

# --- forged forms -------------------------------------------------------------

program tidemark-admin user add bob --role admin >/dev/null
link=$(program tidemark-admin login-link bob)
page_as nobody
page_ask -c "$R/jar" --data "token=${link#*token=}" /sign-in/link
page_ask -b "$R/jar" --data 'was=&id=bug.x&words=x' $R_/rule
page_compare 'a form without the token of the session' 403
db_is 'changes nothing' "select count(*) from rules_draft where who = 'bob'" 0
csrf=$(page_ask -b "$R/jar" $R_/draft
    sed -n 's/.*name="csrf" value="\([^"]*\)".*/\1/p' "$R/body" | head -n 1)
page_ask -b "$R/jar" --data "csrf=$csrf&was=&id=bug.x&words=x&points.bug=3" $R_/rule
page_compare 'with it it does' 303
check_end
