/* SPDX-License-Identifier: MIT */
#include "model/delivery.h"

#include "base/arena.h"
#include "base/sbuf.h"
#include "base/table.h"
#include "net/crypto.h"
#include "text/json_read.h"

#include <string.h>

enum {
	SIGNATURE_CHARS = 28,	/* base64 of 20 bytes */
	EVENT_MAX = 64
};

static const struct {
	const char *name;
	enum delivery_work work;
} events[] = {
#define HS_EVENT(name, work) { name, WORK_##work },
#include "model/hs_event.def"
#undef HS_EVENT
};

enum { N_EVENTS = TABLE_LEN(events) };

static const struct refusal refusals[] = {
	{ RC_OK, "", "" },
#define HS_REFUSAL(name, rc, cause, text) { rc, cause, text },
#include "model/hs_refusal.def"
#undef HS_REFUSAL
};

const struct refusal *
delivery_refusal(enum delivery_verdict v)
{
	return &refusals[v];
}

enum delivery_verdict
delivery_check(const char *secret, const char *signature, const char *body,
    size_t len)
{
	unsigned char wanted[SHA1_SIZE], got[SIGNATURE_CHARS / 4 * 3];
	size_t n;

	/* An empty key signs as well as any: whoever knows that could. */
	if (*secret == '\0')
		return DELIVERY_SECRET;
	if (*signature == '\0')
		return DELIVERY_UNSIGNED;
	if (strlen(signature) != SIGNATURE_CHARS ||
	    !crypto_unbase64(signature, SIGNATURE_CHARS, got, &n) ||
	    n != SHA1_SIZE)
		return DELIVERY_MALFORMED;
	crypto_hmac_sha1(secret, strlen(secret), body, len, wanted);
	return crypto_equal(wanted, got, SHA1_SIZE) ? DELIVERY_OK :
	    DELIVERY_FORGED;
}

const char *
delivery_sign(struct arena *mem, const char *secret, const char *body,
    size_t len)
{
	unsigned char sum[SHA1_SIZE];
	struct sbuf *out = sbuf_arena(mem);

	crypto_hmac_sha1(secret, strlen(secret), body, len, sum);
	crypto_base64(out, sum, sizeof(sum));
	return sbuf_cstr(out);
}

enum delivery_work
delivery_work(const char *event)
{
	size_t i = TABLE_FIND(events, name, event);

	return i < N_EVENTS ? events[i].work : WORK_NOTHING;
}

const char *
delivery_event(size_t i)
{
	for (size_t k = 0; k < N_EVENTS; k++)
		if (events[k].work != WORK_NOTHING && i-- == 0)
			return events[k].name;
	return NULL;
}

/* Letters, digits, "." and "-", or nothing: it goes into the database as it is. */
static const char *
event_of(struct arena *mem, const char *name)
{
	static const char allowed[] = "abcdefghijklmnopqrstuvwxyz"
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_";
	size_t len = strlen(name);

	if (len > EVENT_MAX || strspn(name, allowed) != len)
		return "unreadable";
	return arena_text(mem, name);
}

/* As the replaced system looked for it. A beacon's id is text, and none. */
static int64_t
id_of(struct json_object *o)
{
	struct json_object *event = jr_object(o, "event");
	const int64_t ids[] = { jr_int(o, "id", 0),
		jr_int(o, "conversationId", 0), jr_int(o, "conversation_id", 0),
		jr_int(event, "id", 0) };

	for (size_t i = 0; i < sizeof(ids) / sizeof(*ids); i++)
		if (ids[i] > 0)
			return ids[i];
	return 0;
}

/* Which conversation the event is about: its own id, or a rating's. */
static int64_t
conversation_of(const struct delivery *d, struct json_object *o)
{
	int64_t id = jr_int(o, "conversationId", 0);

	if (d->work != WORK_CONVERSATION && d->work != WORK_DELETED)
		return 0;
	if (strcmp(d->event, "satisfaction.ratings") == 0)
		return id > 0 ? id : 0;
	return d->resource;
}

/* Clients of the replaced systems name no event: one with an id means that
 * conversation, any other one "import". */
static enum delivery_work
work_of(const struct delivery *d)
{
	if (*d->event != '\0')
		return delivery_work(d->event);
	return d->resource != 0 ? WORK_CONVERSATION : WORK_LOOK;
}

void
delivery_read(struct arena *mem, const char *event, const char *body,
    size_t len, struct delivery *d)
{
	struct json_object *o = NULL;
	const char *why = "";
	bool readable = json_parse(mem, body, len, &o, &why) == RC_OK &&
	    jr_is_object(o);

	*d = (struct delivery){ .event = event_of(mem, event), .note = "" };
	d->resource = readable ? id_of(o) : 0;
	d->work = work_of(d);
	d->conversation = conversation_of(d, o);
	if (d->work == WORK_NOTHING) {
		d->note = "leads to nothing";
	} else if (d->work != WORK_LOOK && d->conversation == 0 &&
	    (d->work != WORK_CUSTOMER || d->resource == 0)) {
		d->work = WORK_NOTHING;
		d->note = readable ? "names no id" :
		    "the body is no JSON object";
	}
}
