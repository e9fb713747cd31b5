/* SPDX-License-Identifier: MIT */
#include "model/press.h"

#include "analysis/incident.h"
#include "base/arena.h"
#include "base/clock.h"
#include "base/parse.h"
#include "base/sbuf.h"
#include "net/crypto.h"
#include "text/json_read.h"

#include <ctype.h>
#include <string.h>

enum { USER_MAX = 80, SIGNATURE_LEN = 3 + 2 * SHA256_SIZE };

static const struct refusal refusals[] = {
	{ RC_OK, "", "" },
#define PRESS_REFUSAL(name, rc, cause, text) { rc, cause, text },
#include "model/press_refusal.def"
#undef PRESS_REFUSAL
};

const struct refusal *
press_refusal(enum press_verdict v)
{
	return &refusals[v];
}

static bool
is_fresh(const char *timestamp, int64_t now)
{
	size_t len = strlen(timestamp);
	int64_t at;

	if (len == 0 || len > 12 || strspn(timestamp, "0123456789") != len ||
	    !parse_int(timestamp, 0, INT64_MAX, &at))
		return false;
	return at - now <= PRESS_FRESH_S && now - at <= PRESS_FRESH_S;
}

enum press_verdict
press_check(const char *secret, const char *timestamp, const char *signature,
    const char *body, size_t len, int64_t now)
{
	struct sbuf base = SBUF_INIT;
	unsigned char mac[SHA256_SIZE];
	char expected[SIGNATURE_LEN + 1] = "v0=";

	if (*secret == '\0')
		return PRESS_SECRET;
	if (*signature == '\0' || *timestamp == '\0')
		return PRESS_UNSIGNED;
	if (!is_fresh(timestamp, now))
		return PRESS_STALE;
	if (strlen(signature) != SIGNATURE_LEN)
		return PRESS_FORGED;
	sbuf_fmt(&base, "v0:%s:", timestamp);
	sbuf_add(&base, body, len);
	crypto_hmac_sha256(secret, strlen(secret), base.s, base.len, mac);
	sbuf_free(&base);
	hex_encode(mac, sizeof(mac), expected + 3);
	return crypto_equal(signature, expected, SIGNATURE_LEN) ? PRESS_OK :
	    PRESS_FORGED;
}

static int
hex_digit(char c)
{
	return c >= '0' && c <= '9' ? c - '0' :
	    c >= 'a' && c <= 'f' ? c - 'a' + 10 :
	    c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* "+" is a blank; NULL when a % is not followed by two hex digits. */
static const char *
decode(struct arena *mem, const char *s, size_t len, size_t *out_len)
{
	char *out = arena_alloc(mem, len + 1);
	size_t n = 0;

	for (size_t i = 0; i < len; i++) {
		int high, low;

		if (s[i] != '%') {
			out[n++] = s[i] == '+' ? ' ' : s[i];
			continue;
		}
		if (i + 2 >= len || (high = hex_digit(s[i + 1])) < 0 ||
		    (low = hex_digit(s[i + 2])) < 0)
			return NULL;
		out[n++] = (char)(high * 16 + low);
		i += 2;
	}
	*out_len = n;
	return out;
}

/* The field "payload" of the form. */
static const char *
payload(struct arena *mem, const char *body, size_t len, size_t *out_len)
{
	static const char name[] = "payload=";
	const char *end = body + len;

	while (body < end) {
		const char *amp = memchr(body, '&', (size_t)(end - body));
		size_t part = (size_t)((amp != NULL ? amp : end) - body);

		if (part >= sizeof(name) - 1 &&
		    memcmp(body, name, sizeof(name) - 1) == 0)
			return decode(mem, body + sizeof(name) - 1,
			    part - (sizeof(name) - 1), out_len);
		body += part + 1;
	}
	return NULL;
}

static const char *
text(struct arena *mem, struct json_object *o, const char *key)
{
	const char *s = jr_text(mem, o, key);

	return s != NULL ? s : "";
}

/* What stands in the record as "slack:NAME". */
static const char *
safe_name(struct arena *mem, const char *s)
{
	char *out = arena_copy(mem, s, strnlen(s, USER_MAX));

	for (char *p = out; *p != '\0'; p++)
		if (!isalnum((unsigned char)*p) && strchr("._-", *p) == NULL)
			*p = '_';
	return *out != '\0' ? out : "somebody";
}

bool
press_read(struct arena *mem, const char *body, size_t len, struct press *out)
{
	struct json_object *json, *user, *action;
	const char *why, *name, *in;
	size_t in_len = 0;

	/* no body at all is NULL, which is no place to look from */
	in = len == 0 ? NULL : payload(mem, body, len, &in_len);
	if (in == NULL || json_parse(mem, in, in_len, &json, &why) != RC_OK ||
	    !jr_is_object(json))
		return false;
	user = jr_object(json, "user");
	action = jr_array_at(jr_array(json, "actions"), 0);
	name = *text(mem, user, "username") ? text(mem, user, "username") :
	    text(mem, user, "name");
	*out = (struct press){ text(mem, json, "type"),
		text(mem, json, "api_app_id"),
		text(mem, jr_object(json, "team"), "id"),
		text(mem, user, "id"), safe_name(mem, name),
		text(mem, jr_object(json, "channel"), "id"),
		text(mem, jr_object(json, "message"), "ts"),
		text(mem, action, "action_id"), text(mem, action, "value"),
		text(mem, json, "response_url") };
	return true;
}

bool
press_asks(const char *action, int64_t now, struct incident_input *out)
{
	static const struct {
		const char *action;
		enum incident_act act;
		int64_t mute_s;
	} actions[] = {
		{ "ack", ACT_ACK, 0 },
		{ "mute_24h", ACT_MUTE, DAY },
		{ "resolve", ACT_RESOLVE, 0 },
	};

	for (size_t i = 0; i < sizeof(actions) / sizeof(*actions); i++)
		if (strcmp(actions[i].action, action) == 0) {
			*out = (struct incident_input){
				.act = actions[i].act, .at = now, .version = "",
				.until = actions[i].mute_s == 0 ? 0 :
				    now + actions[i].mute_s };
			return true;
		}
	return false;
}
