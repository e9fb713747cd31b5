#!/bin/bash
# SPDX-License-Identifier: MIT
# A note for a conversation in Help Scout and its tags there, under the paths of the
# replaced system: who may, what arrives, every fault, and that no note is ever posted
# twice by what happens here.
. "${0%/*}/../lib/page.sh"
. "${0%/*}/../lib/crawl.sh"
crawl_open --demo 30 --client-id sandbox-app --client-secret sandbox-secret
page_web
page_as reviewer
backfill
is 'an import writes nothing to Help Scout' "$(ask stats | jq .write)" 0
one=$(db 'select id from conversation order by id limit 1')

# notes TEXT: how often it stands in the stand-in's conversations
notes()
{
	ask 'dump?form=json' | grep -o "$1" | wc -l
}

# --- who may -----------------------------------------------------------------------
for role in nobody viewer; do
	[ $role = nobody ] && wanted=401 || wanted=403
	page_as $role
	page_post "no note by $role" /admin/reply "conv_id=$one&text=by+$role" $wanted
	page_get "no tags for $role" "/admin/hs_tags?conv_id=$one" $wanted
done
is 'none of it arrived' "$(notes 'by nobody')$(notes 'by viewer')" 00
page_as reviewer

# --- a note ------------------------------------------------------------------------
page_ask -X POST "/admin/reply?conv_id=$one&text=Seen+%3Cb%3Ehere%3C%2Fb%3E+%C3%A9%F0%9F%98%80"
page_compare 'by query, as it was' 200 '^\{"ok":true\}$'
page_post 'by form' /admin/reply "conv_id=$one&text=second%0Aline" 200 '^\{"ok":true\}$'
page_ask -H 'Content-Type: application/json' \
    --data "{\"conv_id\": $one, \"text\": \"third \\\"one\\\"\"}" /admin/reply
page_compare 'by JSON' 200 '^\{"ok":true\}$'
is 'each stands there once, as it was written' \
    "$(notes 'Seen .u003cb>here.u003c/b> é😀') $(notes 'second\\nline') $(notes 'third \\"one\\"')" \
    '1 1 1'
like 'as an internal note' "$(ask 'dump?form=json' | grep -o '.\{600\}second\\nline')" \
    '"type":"note"'
db_is 'each is on record, without its words' "select count(*), max(who),
    count(*) filter (where detail = '{\"conversation\": $one}') from audit
    where action = 'note'" '3|token test-reviewer|3'
page_post 'no words' /admin/reply "conv_id=$one&text=" 422 'text'
page_post 'no conversation' /admin/reply 'text=x' 422 'conv_id'
page_post 'conversation 0, as it was' /admin/reply 'conv_id=0&text=x' 400
page_post 'one that is not stored here' /admin/reply 'conv_id=987654321&text=stranger' \
    404 'conversation 987654321 is not stored here'
is 'is not asked for' "$(notes stranger)" 0

# --- tags --------------------------------------------------------------------------
tagged=$(db "select id from conversation where tags <> '{}' order by id limit 1")
wanted=$(db "select to_json(tags) from conversation where id = $tagged")
page_get 'tags' "/admin/hs_tags?conv_id=$tagged" 200 \
    "^\{\"conv_id\":$tagged,\"tags\":\[\"[^]]*\],\"count\":[1-9][0-9]*\}$"
is 'those of Help Scout' "$(jq -c .tags "$R/body")" "$wanted"
page_get 'by an address' \
    "/admin/hs_tags?url=https%3A%2F%2Fsecure.helpscout.net%2Fconversation%2F$tagged%2F77" \
    200 "\"conv_id\":$tagged,"
page_get 'conv_id wins' "/admin/hs_tags?conv_id=$tagged&url=/conversation/5" 200 \
    "\"conv_id\":$tagged,"
page_get 'neither' /admin/hs_tags 400 '^\{"detail":"Provide conv_id or url"\}$'
page_get 'an address without an id' '/admin/hs_tags?url=/conversation/x' 400 'Provide'
page_get 'one that is not stored' '/admin/hs_tags?conv_id=987654321' 404 'not stored'

is 'the answer has the shape of the document' "$(page_ask "/admin/hs_tags?conv_id=$tagged"
    jq -r --slurpfile doc "$top/docs/openapi.json" --arg path /admin/hs_tags \
    --arg method get --arg status 200 -f "$lib/schema.jq" "$R/body" 2>&1)" ''

# --- faults ------------------------------------------------------------------------
# Of each: the fault, what is said (the stand-in's nginx makes a 502 of a connection
# that ends), whether the note may stand there, how often it does.
n=0
while IFS='|' read -r fault count words sure stands; do
	n=$((n + 1))
	before=$(ask stats | jq .write)
	ask "fault?kind=$fault&path=/notes&count=$count" >/dev/null
	begun=$SECONDS
	page_post "note, $fault: says so" /admin/reply "conv_id=$one&text=fault-$n-end" 502 \
	    '^\{"detail":"Reply failed: Help Scout, ' "$words" "$sure"
	check "note, $fault: nobody waits long" [ $((SECONDS - begun)) -le 13 ]
	ask faults/clear >/dev/null
	is "note, $fault: how often it stands there" "$(notes "fault-$n-end")" "$stands"
	db_is "note, $fault: is on record" "select action from audit
	    where action like 'note_%' order by id desc limit 1" \
	    "$([[ $sure = Nothing* ]] && echo note_failed || echo note_unsure)"
done <<'TXT'
401|9|token is not accepted|Nothing was posted|0
403|9|access is denied|Nothing was posted|0
404|9|not there or deleted|Nothing was posted|0
429&ms=600000|9|rate limit is exhausted|Nothing was posted|0
500|9|internal error|may stand there all the same|0
502|9|bad gateway|may stand there all the same|0
503|9|not available|may stand there all the same|0
html|9|bad gateway|may stand there all the same|0
html200|9|unexpected answer|may stand there all the same|0
drop|9|bad gateway|may stand there all the same|0
lose|9|bad gateway|may stand there all the same|1
slow&ms=15000|1|no answer in time|may stand there all the same|1
TXT
ask 'fault?kind=401&path=/notes&count=1' >/dev/null
page_post 'a token that just ended is renewed, the note sent again' /admin/reply \
    "conv_id=$one&text=after-401" 200 '"ok":true'
ask 'fault?kind=429&ms=1000&path=/notes&count=1' >/dev/null
page_post 'a short wait is waited for' /admin/reply "conv_id=$one&text=after-429" 200 \
    '"ok":true'
is 'both stand there once' "$(notes after-401)$(notes after-429)" 11
for fault in 401 403 404 500 html html200 drop 'slow&ms=15000' '429&ms=600000'; do
	ask "fault?kind=$fault&path=/conversations/$tagged&count=9" >/dev/null
	begun=$SECONDS
	page_get "tags, $fault" "/admin/hs_tags?conv_id=$tagged" 502 \
	    '^\{"detail":"Help Scout fetch failed: Help Scout, '
	check "tags, $fault: nobody waits long" [ $((SECONDS - begun)) -le 13 ]
	ask faults/clear >/dev/null
done

# --- one at a time -----------------------------------------------------------------
ask 'fault?kind=slow&ms=4000&path=/notes&count=1' >/dev/null
curl -sS -o "$R/first" -H "Authorization: Bearer ${page_token[reviewer]}" \
    --data "conv_id=$one&text=first-of-two" "$stack_url/admin/reply" &
first=$!
sleep 1
page_post 'while one is on its way another has to come again' /admin/reply \
    "conv_id=$one&text=second-of-two" 429 'nothing was sent'
page_get 'and pages are answered' '/healthz' 200
wait "$first"
is 'the one before arrives' "$(cat "$R/first")$(notes first-of-two)" '{"ok":true}1'
is 'the other did not' "$(notes second-of-two)" 0
page_post 'until it comes again' /admin/reply "conv_id=$one&text=second-of-two" 200

# --- merged, and no access ---------------------------------------------------------
into=$(db "select id from conversation where tags <> '{}' and id <> $tagged
    order by id limit 1")
ask "merge?from=$one&into=$into" >/dev/null
page_get 'merged: the tags of the one that took it in' "/admin/hs_tags?conv_id=$one" 200 \
    "\"conv_id\":$one," "$(db "select tags[1] from conversation where id = $into")"
page_post 'merged: no note' /admin/reply "conv_id=$one&text=merged" 502 \
    'Reply failed.*Nothing was posted'
db 'delete from upstream_token' >/dev/null
service_stop web
stack_env+=(HS_CLIENT_ID= HS_CLIENT_SECRET=)
web_start || die 'no web'
page_post 'nobody is connected' /admin/reply "conv_id=$tagged&text=x" 502 \
    'nobody has connected Help Scout' 'Nothing was posted'
is 'no words of a note stand in a log' "$(grep -rlE 'second-of-two|fault-1-end' "$R/log" |
    grep -v sandbox)" ''
check_end
