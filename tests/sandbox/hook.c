/* SPDX-License-Identifier: MIT */
#include "tests/sandbox/hook.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/sbuf.h"
#include "base/utf8.h"
#include "net/crypto.h"
#include "tests/sandbox/call.h"
#include "tests/sandbox/errors.h"
#include "tests/sandbox/hal.h"
#include "tests/sandbox/state.h"

#include <stdlib.h>
#include <string.h>

enum { SECRET_MAX = 40, QUEUE_MAX = 100000 };

/* ---- the API ---- */

static char *
copy(const char *s, size_t len)
{
	char *to = must_alloc(len + 1);

	memcpy(to, s, len);
	to[len] = '\0';
	return to;
}

static void
forget(struct hook *h)
{
	free(h->url);
	free(h->secret);
	free(h->label);
	free(h->events);
	free(h->mailboxes);
	*h = (struct hook){ 0 };
}

static struct hook *
find(struct sandbox *sb, int64_t id)
{
	for (size_t i = 0; i < HOOKS_MAX; i++)
		if (id != 0 && sb->hooks.v[i].id == id)
			return &sb->hooks.v[i];
	return NULL;
}

static void
write_hook(const struct sandbox *sb, const struct call *cl, struct reply *rp,
    const struct hook *h)
{
	struct jw w = JW_INIT(&rp->body);

	jw_object(&w);
	jw_int(jw_key(&w, "id"), h->id);
	jw_text(jw_key(&w, "url"), h->url);
	jw_text(jw_key(&w, "state"), h->enabled ? "enabled" : "disabled");
	jw_raw(jw_key(&w, "events"), h->events);
	jw_bool(jw_key(&w, "notification"), h->notification);
	jw_text(jw_key(&w, "payloadVersion"), "V2");
	jw_text(jw_key(&w, "label"), h->label);
	jw_raw(jw_key(&w, "mailboxIds"), h->mailboxes ? h->mailboxes : "[]");
	jw_object(jw_key(&w, "_links"));
	jw_object(jw_key(&w, "self"));
	jw_text(jw_key(&w, "href"),
	    arena_fmt(cl->mem, "%s/webhooks/%lld", hal_base(sb, cl),
		(long long)h->id));
	jw_end(&w);
	jw_end(&w);
	jw_end(&w);
}

void
hook_list(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	struct hal hal = { .name = "webhooks",
		.path = "/webhooks",
		.size = (size_t)sb->opt.list_page_size };
	const struct hook *v[HOOKS_MAX];

	for (size_t i = 0; i < HOOKS_MAX; i++)
		if (sb->hooks.v[i].id != 0)
			v[hal.total++] = &sb->hooks.v[i];
	if (!hal_page(sb, cl, rp, &hal))
		return;
	hal_begin(sb, cl, rp, &hal);
	for (size_t i = hal.from; i < hal.to; i++) {
		hal_item(&hal, rp, i);
		write_hook(sb, cl, rp, v[i]);
	}
	hal_end(sb, cl, rp, &hal);
}

void
hook_one(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	const struct hook *h = find(sb, cl->id);

	if (h == NULL) {
		error_plain(&sb->opt, rp, 404);
		return;
	}
	rp->status = 200;
	rp->type = "application/hal+json";
	write_hook(sb, cl, rp, h);
}

static bool
wrong(struct sandbox *sb, struct reply *rp, const char *path,
    const char *message, const char *code)
{
	error_param(&sb->opt, rp, path, message, "", code);
	return false;
}

static const char *
text_member(struct call *cl, struct slice object, const char *key)
{
	struct sbuf *out = sbuf_arena(cl->mem);
	struct slice v;

	return scan_get(object, key, &v) && scan_text(v, out) ? sbuf_cstr(out)
							      : "";
}

/* url, events and secret are required. */
static bool
read_hook(
    struct sandbox *sb, struct call *cl, struct reply *rp, struct hook *h)
{
	struct slice body, events, v;
	const char *url, *secret, *label;

	if (cl->body_len == 0 || !scan_value(cl->body, cl->body_len, &body) ||
	    *body.s != '{')
		return wrong(sb, rp, "", "the body is no JSON object",
		    "MalformedJson");
	url = text_member(cl, body, "url");
	secret = text_member(cl, body, "secret");
	label = text_member(cl, body, "label");
	if (strncmp(url, "http://", 7) != 0 && strncmp(url, "https://", 8) != 0)
		return wrong(sb, rp, "url", "must be a URL", "URL");
	if (!scan_get(body, "events", &events) || *events.s != '[' ||
	    events.len < 3)
		return wrong(
		    sb, rp, "events", "may not be empty", "NotEmpty");
	if (*secret == '\0' || strlen(secret) > SECRET_MAX)
		return wrong(sb, rp, "secret",
		    "length must be between 1 and 40", "Length");
	*h = (struct hook){ .url = copy(url, strlen(url)),
		.secret = copy(secret, strlen(secret)),
		.label = copy(label, strlen(label)),
		.events = copy(events.s, events.len),
		.enabled = true };
	if (scan_get(body, "mailboxIds", &v) && v.len > 2)
		h->mailboxes = copy(v.s, v.len);
	h->notification =
	    scan_get(body, "notification", &v) && slice_is(v, "true");
	return true;
}

static void
no_content(struct reply *rp, int status)
{
	rp->status = status;
	rp->type = NULL;
}

void
hook_create(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	struct hook made;
	size_t i = 0;

	while (i < HOOKS_MAX && sb->hooks.v[i].id != 0)
		i++;
	if (i == HOOKS_MAX) {
		error_plain(&sb->opt, rp, 423);
		return;
	}
	if (!read_hook(sb, cl, rp, &made))
		return;
	made.id = ++sb->hooks.last_id;
	sb->hooks.v[i] = made;
	no_content(rp, 201);
	reply_header(rp, "Resource-ID",
	    arena_fmt(cl->mem, "%lld", (long long)made.id));
}

void
hook_replace(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	struct hook *h = find(sb, cl->id), made;

	if (h == NULL)
		error_plain(&sb->opt, rp, 404);
	else if (read_hook(sb, cl, rp, &made)) {
		made.id = h->id;
		forget(h);
		*h = made;
		no_content(rp, 204);
	}
}

void
hook_delete(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	struct hook *h = find(sb, cl->id);

	if (h == NULL) {
		error_plain(&sb->opt, rp, 404);
		return;
	}
	forget(h);
	no_content(rp, 204);
}

/* ---- what is sent ---- */

/* As PHP's json_encode writes it: "/" as "\/", what is not ASCII as \uXXXX. */
static void
php_escape(struct sbuf *out, const char *s, size_t len)
{
	for (size_t i = 0, n; i < len; i += n) {
		uint32_t cp;

		n = 1;
		if (s[i] == '\\' && i + 1 < len) {
			sbuf_add(out, s + i, n = 2);
		} else if (s[i] == '/') {
			sbuf_text(out, "\\/");
		} else if ((unsigned char)s[i] < 0x80) {
			sbuf_char(out, s[i]);
		} else if ((n = utf8_get(s + i, len - i, &cp)) == 0) {
			sbuf_text(out, "\\ufffd");
			n = 1;
		} else if (cp < 0x10000) {
			sbuf_fmt(out, "\\u%04x", cp);
		} else {
			cp -= 0x10000;
			sbuf_fmt(out, "\\u%04x\\u%04x", 0xd800 + (cp >> 10),
			    0xdc00 + (cp & 0x3ff));
		}
	}
}

static void
write_customer(const struct person *p, struct sbuf *out)
{
	sbuf_fmt(out,
	    "{\"id\":%lld,\"firstName\":%s,\"lastName\":%s,"
	    "\"gender\":\"Unknown\"}",
	    (long long)p->id, p->first ? p->first : "\"\"",
	    p->last ? p->last : "\"\"");
}

static bool
begins(const char *s, const char *with)
{
	return strncmp(s, with, strlen(with)) == 0;
}

/* What an event carries; the id alone where nothing is there any more. */
static void
write_body(struct sandbox *sb, const char *event, int64_t id, struct sbuf *out)
{
	const struct conv *cv = store_find(&sb->store, id);
	const struct person *p = people_find(&sb->dir.customers, id);
	struct sbuf plain = SBUF_INIT;

	if (strcmp(event, "satisfaction.ratings") == 0)
		sbuf_fmt(&plain,
		    "{\"id\":%lld,\"conversationId\":%lld,"
		    "\"rating\":\"great\",\"comments\":\"\"}",
		    (long long)(id % 100000 + 70), (long long)id);
	else if (begins(event, "convo.") && cv != NULL && !cv->gone)
		conv_write_bare(cv, &plain);
	else if (begins(event, "customer.") && p != NULL && !p->gone)
		write_customer(p, &plain);
	else if (begins(event, "beacon."))
		sbuf_fmt(&plain, "{\"id\":\"6c1e4a2e-0000-4000-8000-%012lld\"}",
		    (long long)id);
	else
		sbuf_fmt(&plain, "{\"id\":%lld}", (long long)id);
	php_escape(out, plain.s, plain.len);
	sbuf_free(&plain);
}

static char *
sign(const char *secret, const char *body, size_t len)
{
	unsigned char sum[SHA1_SIZE];
	struct sbuf out = SBUF_INIT;

	crypto_hmac_sha1(secret, strlen(secret), body, len, sum);
	crypto_base64(&out, sum, sizeof(sum));
	(void)sbuf_cstr(&out);
	return out.s;
}

static void
enqueue(struct sandbox *sb, struct parcel *p)
{
	struct hooks *hs = &sb->hooks;

	if (hs->last == NULL)
		hs->last = &hs->first;
	p->next = NULL;
	*hs->last = p;
	hs->last = &p->next;
	hs->waiting++;
}

static void
send_to(struct sandbox *sb, int64_t hook, const char *secret,
    const char *event, const char *body, size_t len)
{
	struct hooks *hs = &sb->hooks;
	struct parcel *p;
	int64_t times = 1;

	if (hs->waiting >= QUEUE_MAX)
		return;
	if (rng_unit(&hs->rng) * 100 < (double)sb->opt.hook_lost)
		times = 0;
	else if (rng_unit(&hs->rng) * 100 < (double)sb->opt.hook_twice)
		times = 2;
	for (; times > 0; times--) {
		p = must_alloc(sizeof(*p));
		*p = (struct parcel){ .hook = hook,
			.event = copy(event, strlen(event)),
			.body = copy(body, len),
			.signature = sign(secret, body, len),
			.len = len,
			.due_ms = clock_mono_ms() +
				  (int64_t)rng_below(&hs->rng,
				      (size_t)sb->opt.hook_shuffle + 1) };
		enqueue(sb, p);
	}
}

static bool
wants(const struct hook *h, const char *event)
{
	size_t len = strlen(event);

	if (h->id == 0 || !h->enabled)
		return false;
	for (const char *at = h->events; (at = strstr(at, event)) != NULL; at++)
		if (at[-1] == '"' && at[len] == '"')
			return true;
	return false;
}

static void
send_all(struct sandbox *sb, const char *event, const char *body, size_t len,
    const char *secret, bool asked)
{
	for (size_t i = 0; i < HOOKS_MAX; i++) {
		const struct hook *h = &sb->hooks.v[i];

		if (asked ? wants(h, event) : h->id != 0 && h->enabled)
			send_to(sb, h->id, secret ? secret : h->secret, event,
			    body, len);
	}
	if (sb->opt.hook_url[0] != '\0')
		send_to(sb, 0, secret ? secret : sb->opt.hook_secret, event,
		    body, len);
}

void
hook_tell(struct sandbox *sb, const char *event, int64_t id)
{
	struct sbuf body = SBUF_INIT;

	if (sb->hooks.last_id == 0 && sb->opt.hook_url[0] == '\0')
		return;
	write_body(sb, event, id, &body);
	send_all(sb, event, sbuf_cstr(&body), body.len, NULL, true);
	sbuf_free(&body);
}

void
hook_post(struct sandbox *sb, const char *event, const char *body, size_t len,
    const char *secret)
{
	send_all(sb, event, body, len, secret, false);
}

/* ---- the queue ---- */

static void
parcel_free(struct parcel *p)
{
	free(p->event);
	free(p->body);
	free(p->signature);
	free(p);
}

void
hooks_free(struct hooks *hs)
{
	struct parcel *next;

	for (struct parcel *p = hs->first; p != NULL; p = next) {
		next = p->next;
		parcel_free(p);
	}
	for (size_t i = 0; i < HOOKS_MAX; i++)
		forget(&hs->v[i]);
}

struct parcel *
hook_next(struct sandbox *sb, int64_t now_ms)
{
	struct hooks *hs = &sb->hooks;

	for (struct parcel **at = &hs->first; *at != NULL;
	     at = &(*at)->next) {
		struct parcel *p = *at;

		if (p->due_ms > now_ms)
			continue;
		*at = p->next;
		if (hs->last == &p->next)
			hs->last = at;
		hs->waiting--;
		return p;
	}
	return NULL;
}

const char *
hook_url(struct sandbox *sb, const struct parcel *p)
{
	const struct hook *h = find(sb, p->hook);

	if (p->hook == 0)
		return sb->opt.hook_url[0] != '\0' ? sb->opt.hook_url : NULL;
	return h != NULL && h->enabled ? h->url : NULL;
}

static void
discard(struct sandbox *sb, struct hook *h)
{
	sb->stat[STAT_hook_discarded]++;
	if (h != NULL && ++h->discarded >= sb->opt.hook_disable)
		h->enabled = false;
}

void
hook_outcome(
    struct sandbox *sb, struct parcel *p, int status, int64_t now_ms)
{
	struct hook *h = find(sb, p->hook);

	sb->stat[STAT_hook_sent]++;
	if (status / 100 == 2) {
		sb->stat[STAT_hook_taken]++;
		if (h != NULL && sb->opt.hook_counts == HOOK_COUNTS_ROW)
			h->discarded = 0;
	} else if (status == 410 && h != NULL) {
		h->enabled = false;
	} else if (p->tries++ < sb->opt.hook_repeats) {
		p->due_ms = now_ms + (sb->opt.hook_wait << (p->tries - 1));
		enqueue(sb, p);
		return;
	} else {
		discard(sb, h);
	}
	parcel_free(p);
}
