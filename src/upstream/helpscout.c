/* SPDX-License-Identifier: MIT */
#include "upstream/helpscout.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/parse.h"
#include "base/sbuf.h"
#include "net/crypto.h"
#include "net/http.h"
#include "text/json_read.h"
#include "upstream/hs_call.h"
#include "upstream/hs_parse.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum {
	/* Far above any account; only a list that turns in circles gets here. */
	MAX_PAGES = 1000000,
	/* At most 100 threads a conversation are documented, 25 a page. */
	MAX_THREAD_PAGES = 20,
	THREADS_AT_ONCE = 6
};

struct hs_walk {
	struct hs *hs;
	struct hs_call *ahead;		/* asked for already; NULL: the end */
	const char *name;		/* of the list in _embedded */
	char *list_url;			/* without a page */
	int64_t read;			/* pages so far */
	int64_t number;			/* highest page read, 0 when not said */
	int64_t forced;			/* page whose link was of no use */
};

static char *
copy(const char *s)
{
	char *p = strdup(s ? s : "");

	if (p == NULL)
		abort();
	return p;
}

struct hs *
hs_open(const struct hs_options *o)
{
	struct hs *hs = must_alloc(sizeof(*hs));
	size_t len;

	hs->http = http_open("tidemark", o->connections ? o->connections : 8);
	budget_init(&hs->budget, o->reserve_percent);
	hs->base = copy(o->base_url);
	for (len = strlen(hs->base); len > 0 && hs->base[len - 1] == '/';)
		hs->base[--len] = '\0';
	hs->client_id = copy(o->client_id);
	hs->client_secret = copy(o->client_secret);
	hs->api_token = copy(o->api_token);
	hs->timeout_ms = o->timeout_ms;
	hs->skew_s = o->skew_s;
	hs->max_retries = (unsigned)o->max_retries;
	hs->until_ms = o->patience_ms > 0 ? clock_mono_ms() + o->patience_ms :
	    INT64_MAX;
	hs->waiting = o->waiting;
	hs->no_client_credentials = o->no_client_credentials;
	hs->keeper = o->keeper;
	hs->keeper_ctx = o->keeper_ctx;
	hs->ctx = o->ctx;
	return hs;
}

static void
forget(char *secret)
{
	crypto_forget(secret, strlen(secret));
	free(secret);
}

void
hs_close(struct hs *hs)
{
	if (hs == NULL)
		return;
	http_close(hs->http);
	forget(hs->client_secret);
	forget(hs->api_token);
	if (hs->authorization.len > 0)
		crypto_forget(hs->authorization.s, hs->authorization.len);
	if (hs->refused.len > 0)
		crypto_forget(hs->refused.s, hs->refused.len);
	sbuf_free(&hs->authorization);
	sbuf_free(&hs->refused);
	sbuf_free(&hs->error);
	free(hs->base);
	free(hs->client_id);
	free(hs);
}

struct hs_stats
hs_stats(const struct hs *hs)
{
	return hs->stats;
}

bool
hs_made_up(const struct hs *hs)
{
	return hs->made_up;
}

static const char *
page_url(struct arena *mem, const char *list_url, int64_t page)
{
	return page <= 1 ? list_url : arena_fmt(mem, "%s%cpage=%lld", list_url,
	    strchr(list_url, '?') ? '&' : '?', (long long)page);
}

static struct hs_walk *
walk_open(struct hs *hs, const char *name, const char *url, int64_t page)
{
	struct arena *mem = arena_begin();
	struct hs_walk *w = must_alloc(sizeof(*w));

	w->hs = hs;
	w->name = name;
	w->list_url = copy(url);
	w->ahead = hs_call_start(hs, page_url(mem, url, page));
	arena_end(mem);
	return w;
}

void
hs_walk_close(struct hs_walk *w)
{
	if (w == NULL)
		return;
	hs_call_end(w->hs, w->ahead);
	free(w->list_url);
	free(w);
}

struct hs_walk *
hs_conversations(struct hs *hs, const struct hs_query *q)
{
	struct sbuf url = SBUF_INIT;
	struct hs_walk *w;
	char since[CLOCK_ISO_SIZE];

	/* Without status only active ones are listed. */
	sbuf_fmt(&url, "%s/conversations?status=all&embed=threads"
	    "&sortField=%s&sortOrder=desc", hs->base, q->sort_field);
	if (q->modified_since != 0) {
		sbuf_text(&url, "&modifiedSince=");
		http_escape(&url, clock_iso(q->modified_since, since));
	}
	if (q->mailboxes != NULL && *q->mailboxes != '\0') {
		sbuf_text(&url, "&mailbox=");
		http_escape(&url, q->mailboxes);
	}
	w = walk_open(hs, "conversations", url.s, q->page);
	w->number = q->page > 1 ? q->page - 1 : 0;
	sbuf_free(&url);
	return w;
}

/* The page after number by its number: once for each, and only when the list
 * says that it has so many. */
static const char *
next_by_number(struct hs_walk *w, struct arena *mem, int64_t number,
    int64_t pages)
{
	LOG(WARN, "helpscout_bad_link", L_STR("list", w->name),
	    L_INT("page", number));
	if (number < 1 || number >= pages || number <= w->forced)
		return NULL;
	w->forced = number;
	return page_url(mem, w->list_url, number + 1);
}

/* Where the list goes on, or NULL. A link is followed only on the host that was
 * configured (the token goes with it) and only forward. A list that says it has
 * more pages behind a link that cannot be followed is read on by number: else
 * its rest would be taken for not there. */
static const char *
next_of(struct hs_walk *w, struct arena *mem, struct json_object *json,
    const char *from, const struct hs_page *page)
{
	const char *next = hs_parse_next(mem, json);

	if (next == NULL || jr_len(hs_parse_list(json, w->name)) == 0 ||
	    w->read >= MAX_PAGES)
		return NULL;
	if (page->number != 0 && page->number <= w->number)
		return next_by_number(w, mem, w->number, page->pages);
	if (!http_same_host(w->hs->base, next) || strcmp(next, from) == 0)
		return next_by_number(w, mem, page->number, page->pages);
	return next;
}

/* The JSON of the next page; the page after it is asked for at once. */
static enum hs_result
walk_json(struct hs_walk *w, struct arena *mem, struct json_object **json,
    struct hs_page *out)
{
	const struct http_reply *r;
	struct hs_call *call = w->ahead;
	enum hs_result result;
	const char *next;

	*out = (struct hs_page){ .last = true };
	if (call == NULL)
		return HS_END;
	result = hs_call_wait(w->hs, call, mem, json, &r);
	if (result != HS_OK)
		return result;
	w->read++;
	out->server_time = r->date;
	hs_parse_page(*json, out);
	next = next_of(w, mem, *json, call->url, out);
	if (out->number > w->number)
		w->number = out->number;
	w->ahead = next ? hs_call_start(w->hs, next) : NULL;
	out->last = next == NULL;
	hs_call_end(w->hs, call);
	return HS_OK;
}

enum hs_result
hs_walk_next(struct hs_walk *w, struct arena *mem, struct hs_page *out)
{
	struct json_object *json, *list;
	enum hs_result result = walk_json(w, mem, &json, out);

	if (result != HS_OK)
		return result;
	list = hs_parse_list(json, w->name);
	out->items = arena_array(mem, jr_len(list), sizeof(*out->items));
	for (size_t i = 0; i < jr_len(list); i++)
		if (hs_parse_conversation(mem, jr_array_at(list, i),
		    &out->items[out->n]))
			out->n++;
	return HS_OK;
}

/* The number that ends the path of Location, on our host only. */
static int64_t
id_in(const struct hs *hs, const char *location)
{
	const char *slash;
	char digits[24];
	int64_t id;
	size_t len;

	if (location == NULL || (*location != '/' &&
	    !http_same_host(hs->base, location)))
		return 0;
	slash = strstr(location, "/conversations/");
	if (slash == NULL)
		return 0;
	slash += strlen("/conversations/");
	len = strspn(slash, "0123456789");
	if (len == 0 || len >= sizeof(digits) || strchr("/?", slash[len]) == NULL)
		return 0;
	memcpy(digits, slash, len);
	digits[len] = '\0';
	return parse_int(digits, 1, INT64_MAX, &id) ? id : 0;
}

enum hs_result
hs_conversation(struct hs *hs, struct arena *mem, int64_t id,
    struct hs_conversation *out, int64_t *moved_to)
{
	const char *url = arena_fmt(mem, "%s/conversations/%lld?embed=threads",
	    hs->base, (long long)id);
	struct hs_call *call = hs_call_start(hs, url);
	const struct http_reply *r;
	struct json_object *json;
	enum hs_result result = hs_call_wait(hs, call, mem, &json, &r);

	*moved_to = 0;
	if (result == HS_MOVED) {
		*moved_to = id_in(hs, r->location);
		if (*moved_to == 0 || *moved_to == id)
			result = HS_GONE;
	} else if (result == HS_OK && !hs_parse_conversation(mem, json, out)) {
		hs_error_note(hs, "conversation", "an answer without an id");
		result = HS_SERVER;
	}
	hs_call_end(hs, call);
	return result;
}

static bool
is_chat(const char *type)
{
	return strcmp(type, "chat") == 0 || strcmp(type, "beaconchat") == 0;
}

bool
hs_threads_missing(const struct hs_conversation *c)
{
	if (c->thread_count > (int64_t)c->n_threads || is_chat(c->type))
		return true;
	for (size_t i = 0; i < c->n_threads; i++)
		if (is_chat(c->threads[i].type))
			return true;
	return false;
}

static struct hs_walk *
threads_open(struct hs *hs, struct arena *mem, const struct hs_conversation *c)
{
	return walk_open(hs, "threads", arena_fmt(mem,
	    "%s/conversations/%lld/threads", hs->base, (long long)c->id), 1);
}

static enum hs_result
threads_take(struct hs_walk *w, struct arena *mem, struct hs_conversation *c)
{
	struct hs_conversation full = *c;
	enum hs_result result = HS_OK;

	full.n_threads = 0;
	for (int pages = 0; pages < MAX_THREAD_PAGES; pages++) {
		struct json_object *json;
		struct hs_page page;

		result = walk_json(w, mem, &json, &page);
		if (result != HS_OK)
			break;
		hs_parse_threads(mem, hs_parse_list(json, "threads"), &full);
	}
	if (result == HS_OK || result == HS_END) {
		/* An empty list cannot be right for what has threads. */
		if (full.n_threads > 0)
			*c = full;
		return HS_OK;
	}
	/* Merged or deleted since it was listed: the next sweep tells. */
	if (result == HS_GONE || result == HS_MOVED)
		return HS_OK;
	if (result != HS_SERVER && result != HS_REFUSED &&
	    result != HS_FORBIDDEN)
		return result;
	LOG(WARN, "helpscout_threads", L_INT("id", c->id),
	    L_STR("why", hs_error(w->hs)));
	c->threads_failed = true;
	return HS_OK;
}

enum hs_result
hs_threads_fill(struct hs *hs, struct arena *mem, struct hs_conversation **list,
    size_t n)
{
	struct hs_walk *walks[THREADS_AT_ONCE] = { NULL };
	enum hs_result result = HS_OK;
	size_t asked = 0;

	for (size_t i = 0; i < n && result == HS_OK; i++) {
		for (; asked < n && asked < i + THREADS_AT_ONCE; asked++)
			walks[asked % THREADS_AT_ONCE] =
			    threads_open(hs, mem, list[asked]);
		result = threads_take(walks[i % THREADS_AT_ONCE], mem, list[i]);
		hs_walk_close(walks[i % THREADS_AT_ONCE]);
		walks[i % THREADS_AT_ONCE] = NULL;
	}
	for (size_t i = 0; i < THREADS_AT_ONCE; i++)
		hs_walk_close(walks[i]);
	return result;
}

enum hs_result
hs_read_all(struct hs *hs, struct arena *mem, const struct hs_list *l,
    void **out, size_t *n)
{
	struct hs_walk *w = walk_open(hs, l->name,
	    arena_fmt(mem, "%s/%s", hs->base, l->name), 1);
	struct json_object *json;
	struct hs_page page;
	enum hs_result result;
	char *all = NULL;

	*n = 0;
	while ((result = walk_json(w, mem, &json, &page)) == HS_OK) {
		struct json_object *items = hs_parse_list(json, l->name);
		size_t more = jr_len(items);
		char *grown = arena_array(mem, *n + more, l->size);

		if (*n > 0)
			memcpy(grown, all, *n * l->size);
		all = grown;
		for (size_t i = 0; i < more; i++)
			if (l->parse(mem, jr_array_at(items, i),
			    all + *n * l->size))
				(*n)++;
	}
	*out = all;
	hs_walk_close(w);
	return result == HS_END ? HS_OK : result;
}

static bool
one_user(struct arena *mem, struct json_object *o, void *to)
{
	return hs_parse_user(mem, o, to);
}

static bool
one_mailbox(struct arena *mem, struct json_object *o, void *to)
{
	return hs_parse_mailbox(mem, o, to);
}

enum hs_result
hs_me(struct hs *hs, struct arena *mem, struct hs_user *out)
{
	struct hs_call *call = hs_call_start(hs, arena_fmt(mem, "%s/users/me",
	    hs->base));
	const struct http_reply *r;
	struct json_object *json;
	enum hs_result result = hs_call_wait(hs, call, mem, &json, &r);

	if (result == HS_OK && !hs_parse_user(mem, json, out)) {
		hs_error_note(hs, "users/me", "an answer without an id");
		result = HS_SERVER;
	}
	hs_call_end(hs, call);
	return result;
}

enum hs_result
hs_users(struct hs *hs, struct arena *mem, struct hs_user **out, size_t *n)
{
	static const struct hs_list l = { "users", sizeof(**out), one_user };
	void *all;
	enum hs_result result = hs_read_all(hs, mem, &l, &all, n);

	*out = all;
	return result;
}

enum hs_result
hs_mailboxes(struct hs *hs, struct arena *mem, struct hs_mailbox **out,
    size_t *n)
{
	static const struct hs_list l = { "mailboxes", sizeof(**out),
		one_mailbox };
	void *all;
	enum hs_result result = hs_read_all(hs, mem, &l, &all, n);

	*out = all;
	return result;
}
