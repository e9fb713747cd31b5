#!/bin/bash
# SPDX-License-Identifier: MIT
# The page of what was learned: what comes first, before and after, picks, who may
# go back, and what the conversation page and old clients are told.
. "${0%/*}/../lib/page.sh"
. "${0%/*}/../lib/reports.sh"
page_open
stack_env+=(TIDEMARK_LOG_LEVEL=warn)
N=360
here=/settings/learning

reports $N '40 minutes' 'The gizmo sits next to the lamp' 'The guild sings at noon' \
    'I was charged twice, refund me'
program tidemark-score >"$R/log/score" 2>&1

# --- nothing yet --------------------------------------------------------------

page_get 'nobody is asked to sign in' $here 303
page_as viewer
page_get 'viewers find it' /settings 200 "href=\"$here\"" 'The rules alone say'
page_get 'nothing was learned: what to do' $here 200 'Nothing was learned yet' \
    '0.corrections of categories so far; learning takes 150, so 150 more' \
    'href="/conversations\?category=other"' 'The next run' '!<table' '!<form method="post" action="/settings/learning'
page_post 'a viewer puts nothing to use' $here/use 'version=0' 403

# --- learned -------------------------------------------------------------------

page_as reviewer
for category in performance account payment; do
	case $category in performance) k=0 ;; account) k=1 ;; *) k=2 ;; esac
	ids=$(db "select string_agg(id::text, ',') from conversation
	    where id <= 210 and id % 3 = $k")
	page_post "people say $category" /corrections \
	    "ids=$ids&category=$category&back=/conversations" 303
done
program tidemark-reindex --learn >"$R/log/learn" 2>&1
version=$(db 'select version from learn_state')
page_as viewer
page_get 'the ledger says before and after' $here 200 \
    "Version $version judges beside the rules, learned from 210.corrections" \
    'to be judged anew' 'in use' 'the rules alone' 'gained, 0 lost' \
    'The last run, .*: Version' "href=\"/conversations/[0-9]+#correct\"" \
    '!action="/settings/learning/use"'
is 'after is more than before' "$(db 'select right_after > right_before
    from learn_attempt')" t
program tidemark-score >"$R/log/score" 2>&1
page_get 'then nothing is under way' $here 200 '!judged anew\.</a>'
learned=$(db "select min(conversation_id) from analysis
    where engine = 'learned' and corrected = '{}'")
page_get 'a conversation says who was believed' "/conversations/$learned" 200 \
    "is learned from 210.corrections, version $version, [0-9]+.% sure; the rules say" \
    "href=\"$here\""
kept=$(db "select min(conversation_id) from analysis
    where engine = 'rules' and sure is not null and corrected = '{}'")
page_get 'or that the rules were' "/conversations/$kept" 200 \
    "The category is the rules.{1,5}; what was learned from 210.corrections"
page_get 'as JSON' "/api/v1/conversations/$learned" 200 '"engine": ?"learned"'
page_get 'who decided, how sure' "/api/v1/conversations/$learned" 200 \
    '"by": ?"learned"' "\"learned_version\": ?$version" '"sure": ?0\.[0-9]+' \
    '"rules_said": ?"'
said=$(db "select min(conversation_id) from analysis where corrected <> '{}'")
page_get 'or a person did' "/api/v1/conversations/$said" 200 '"by": ?"person"'
page_get 'or the rules' "/api/v1/conversations/$kept" 200 '"by": ?"rules"' \
    '"rules_said": ?null'
page_ask /api/v1/learning
is 'the ledger as JSON' "$(jq -r '[.version, .attempts[0].version,
    .attempts[0].in_use, .attempts[0].against, .attempts[0].not_promoted,
    .attempts[0].right_after > .attempts[0].right_before, (.picks | length),
    .labelled] | @csv' "$R/body")" "$version,$version,true,,,true,$(db 'select count(*)
    from learn_pick'),210"
page_ask '/api/v1/learning?before=1'
is 'and further back' "$(jq '.attempts | length' "$R/body")" 0
page_ask /settings/learning.csv
is 'as a table' "$(sed 1d "$R/body" | cut -d , -f 2-5)" "$version,yes,,210"
page_get 'the page leads to it' $here 200 'href="/settings/learning.csv"'
page_get 'old clients are told' /admin/learning/stats 200 \
    "version $version, learned from 210.corrections" '"status": ?"active"'

# a pick that has a label by now is none
pick=$(db 'select conversation_id from learn_pick order by place limit 1')
page_get 'the best pick' $here 200 "href=\"/conversations/$pick#correct\""
page_as reviewer
page_post 'is labelled' /corrections "ids=$pick&category=ux&back=/conversations" \
    303
page_get 'and gone' $here 200 "!href=\"/conversations/$pick#correct\""

# --- back -----------------------------------------------------------------------

page_post 'a reviewer does not go back' $here/use 'version=0' 403
page_as admin
page_get 'an administrator finds how' $here 200 'Use the rules alone' \
    'action="/settings/learning/use"'
page_post 'not to what there is not' $here/use 'version=99' 404 'no model'
page_post 'nor to a word' $here/use 'version=all' 422 version
page_post 'nor below the rules' $here/use 'version=-1' 422 version
page_post 'back to the rules' $here/use 'version=0' 303
page_get 'who is said' $here 200 'The rules alone say' \
    'taken out of use by token.test-admin' '!Use the rules alone'
page_post 'twice is told' $here/use 'version=0' 409 'in use already'
page_post 'and on again' $here/use "version=$version" 303
page_get 'it is in use' $here 200 "Version $version judges"
db_is 'the audit has both' "select count(*) from audit
    where action = 'learning_use' and who = 'token test-admin'" 2
check_end
