# SPDX-License-Identifier: MIT
# tests/lib/hook.sh - deliver as Help Scout does.
#
#	hook_sign BODY [SECRET]		the base64 of HMAC-SHA1
#	hook EVENT BODY [CURL-ARGUMENT]...	signed, to $hook_path; the answer as of
#					page_ask
#	hook_raw SIGNATURE EVENT BODY [CURL-ARGUMENT]...

hook_secret=webhook-secret-of-the-tests
hook_path=/helpscout/webhook

hook_sign()
{
	printf '%s' "$1" | openssl dgst -sha1 -hmac "${2:-$hook_secret}" \
	    -binary | base64
}

hook()
{
	hook_raw "$(hook_sign "$2")" "$@"
}

hook_raw()
{
	local signature=$1 event=$2 body=$3

	shift 3
	printf '%s' "$body" >"$R/hook"
	page_ask -H "X-HelpScout-Signature: $signature" \
	    -H "X-HelpScout-Event: $event" -H 'Content-Type: application/json' \
	    --data-binary "@$R/hook" "$@" "$hook_path"
}
