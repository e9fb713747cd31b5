#!/bin/bash
# SPDX-License-Identifier: MIT
# The guard at the sandbox: a secret that goes anywhere but to its own service, and an
# address, card or telephone number that goes to a model or an index, fails the script
# that caused it.
. "${0%/*}/../lib/crawl.sh"
crawl_open
stack_slack
stack_model
stack_claude
stack_env+=(PINECONE_API_KEY=pcsk-sandbox TIDEMARK_DB_PASSWORD=between-us)
program tidemark-admin --version >/dev/null 2>&1
key=$(head -n 1 "$R/key")

# call SERVICE-PATH CURL-ARGUMENT...
call()
{
	curl -sS -o /dev/null -H 'Content-Type: application/json' \
	    "$sandbox_url$1" "${@:2}"
}

# found TITLE WANTED SERVICE-PATH CURL-ARGUMENT...: what the guard says of this request
found()
{
	rm -f "$R/leaks"
	call "${@:3}"
	is "$1" "$(sort -u "$R/leaks" 2>/dev/null | tr '\n' ',')" "$2"
}

chat=/openai/v1/chat/completions
embed=/openai/v1/embeddings
claude=/anthropic/v1/messages
pine=/pinecone/data/some.host/query

found 'a key at its own service' '' $chat -H 'Authorization: Bearer sk-sandbox' -d '{}'
found 'the same in what is said to it' 'openai OPENAI_API_KEY,' $chat \
    -d '{"messages":[{"role":"user","content":"my key is sk-sandbox"}]}'
found 'a key at another service' 'anthropic OPENAI_API_KEY,' $claude \
    -H 'x-api-key: sk-sandbox' -d '{}'
found 'a key that ends like another' '' /pinecone/indexes -H 'Api-Key: pcsk-sandbox' \
    -d '{}'
found 'in its address' 'pinecone ANTHROPIC_API_KEY,' "$pine?key=sk%2Dant-sandbox" -d '{}'
found 'the client secret' 'openai HS_CLIENT_SECRET,' $embed \
    -d '{"input":"sandbox-secret"}'
found 'which Help Scout may have' '' /v2/oauth2/token \
    -d 'grant_type=client_credentials&client_id=a&client_secret=sandbox-secret'
found 'but not the key of a model' 'helpscout OPENAI_API_KEY,' /v2/conversations/1/notes \
    -d '{"text":"sk-sandbox"}'
found 'Slack has its token' '' /slack/api/auth.test -H 'Authorization: Bearer xoxb-sandbox' \
    -d '{}'
found 'and nothing else' 'slack SLACK_SIGNING_SECRET,slack TIDEMARK_DB_PASSWORD,' \
    /slack/api/chat.postMessage -d '{"text":"sandbox-signing-secret between-us"}'
found 'what seals' 'anthropic key_file,' $claude -d "{\"system\":\"${key//\//\\/}\"}"

while IFS='|' read -r title text kind; do
	for at in "$chat openai" "$embed openai" "$claude anthropic" "$pine pinecone"; do
		found "$title, at ${at#* }" "${kind:+${at#* } $kind,}" "${at% *}" \
		    -d "{\"x\":\"$text\"}"
	done
done <<'TXT'
an address|write to ann.o-neil+x@mail.example.org now|e-mail
no address|@here, a@b, [EMAIL_1], 3@4.5|
a card|4111 1111 1111 1111.|card
a card in one|card=5500005555555559|card
one digit off|4111 1111 1111 1112|
an order|order 1234567890123456789012|
a telephone number|call +44 (20) 7946-0018|phone
a sum|1+12345678901|
a number of few digits|+12 34 56|
TXT
found 'Slack may name people' '' /slack/api/chat.postMessage -d '{"text":"a@mail.example"}'

# What each script ends with.
(
	rm -f "$R/leaks"
	checks_failed=0
	check_end
) >"$R/end" 2>&1
is 'nothing left: the end is good' "$? $(cat "$R/end")" '0 # end'
call $claude -d '{"x":"ann@mail.example 4111111111111111 sk-sandbox"}'
call $claude -d '{"x":"bob@mail.example"}'
(
	checks_failed=0
	check_end
) >"$R/end" 2>&1
is 'or it has failed' "$?" 1
is 'and says for whom, what kind and how often, and not what' "$(cat "$R/end")" \
    '# left for the service, times: 1 anthropic OPENAI_API_KEY
# left for the service, times: 1 anthropic card
# left for the service, times: 2 anthropic e-mail
not ok - nothing leaves that must not: no secret, no address
# end'
rm -f "$R/leaks"
check_end
