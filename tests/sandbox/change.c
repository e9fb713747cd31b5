/* SPDX-License-Identifier: MIT */
#include "tests/sandbox/change.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/sbuf.h"
#include "tests/sandbox/state.h"
#include "tests/sandbox/thread.h"

#include <string.h>

#define LEN(table) (sizeof(table) / sizeof(*(table)))

enum { MEMBERS_MAX = 32 };
static const int64_t THREADS_FROM = 9100000000;

static void
add_member(struct sbuf *out, const char *key, size_t key_len, const char *json,
    size_t len)
{
	if (out->s[out->len - 1] != '{')
		sbuf_char(out, ',');
	sbuf_char(out, '"');
	sbuf_add(out, key, key_len);
	sbuf_text(out, "\":");
	sbuf_add(out, json, len);
}

void
change_object(
    struct slice object, const struct member *m, size_t n, struct sbuf *out)
{
	bool done[MEMBERS_MAX] = { false };
	struct slice key, v;
	struct scan sc;
	size_t i;

	sbuf_char(out, '{');
	if (!scan_open(&sc, object))
		return;
	while (scan_member(&sc, &key, &v)) {
		for (i = 0; i < n && !slice_is(key, m[i].key); i++)
			;
		if (i == n) {
			add_member(out, key.s, key.len, v.s, v.len);
			continue;
		}
		done[i] = true;
		if (m[i].json != NULL)
			add_member(out, m[i].key, strlen(m[i].key), m[i].json,
			    strlen(m[i].json));
	}
	for (i = 0; i < n; i++)
		if (!done[i] && m[i].json != NULL)
			add_member(out, m[i].key, strlen(m[i].key), m[i].json,
			    strlen(m[i].json));
	sbuf_char(out, '}');
}

bool
change_members(struct sandbox *sb, int64_t id, const struct member *m, size_t n,
    int64_t now)
{
	struct conv *cv = store_find(&sb->store, id);
	struct sbuf out = SBUF_INIT;

	if (cv == NULL || cv->gone)
		return false;
	change_object(conv_json(cv), m, n, &out);
	return sandbox_put(sb, out.s, out.len, now) != NULL;
}

static const char *
quoted_time(struct arena *mem, int64_t at)
{
	char iso[CLOCK_ISO_SIZE];

	return arena_fmt(mem, "\"%s\"", clock_iso(at, iso));
}

bool
change_touch(struct sandbox *sb, struct arena *mem, int64_t id, int64_t now)
{
	struct member m[] = { { "userUpdatedAt", quoted_time(mem, now) } };

	return change_members(sb, id, m, LEN(m), now);
}

/* The user as a person object, or the sentinel for "nobody". */
static const char *
user_json(struct sandbox *sb, struct arena *mem, int64_t id)
{
	const struct person *p = people_find(&sb->dir.users, id);

	if (p == NULL)
		return "{\"id\":0,\"type\":\"user\",\"first\":\"unknown\","
		       "\"last\":\"unknown\",\"photoUrl\":\"unknown\","
		       "\"email\":\"unknown\"}";
	return arena_fmt(mem,
	    "{\"id\":%lld,\"type\":\"user\",\"first\":%s,"
	    "\"last\":%s,\"photoUrl\":%s,\"email\":%s}",
	    (long long)id, p->first ? p->first : "\"\"",
	    p->last ? p->last : "\"\"", p->photo ? p->photo : "\"\"",
	    p->email ? p->email : "\"\"");
}

bool
change_status(struct sandbox *sb, struct arena *mem, int64_t id,
    const char *status, int64_t user, int64_t now)
{
	bool closed = strcmp(status, "closed") == 0;
	const char *at = quoted_time(mem, now);
	struct member m[] = {
		{ "status", arena_fmt(mem, "\"%s\"", status) },
		{ "userUpdatedAt", at },
		{ "closedAt", closed ? at : NULL },
		{ "closedBy",
		    closed ? arena_fmt(mem, "%lld", (long long)user) : "0" },
		{ "closedByUser", user_json(sb, mem, closed ? user : 0) },
	};

	if (!change_members(sb, id, m, LEN(m), now))
		return false;
	hook_tell(sb, "convo.status", id);
	return true;
}

/* {"threads":[new,old...]}, the members of a former _embedded but for that. */
static const char *
with_thread(struct arena *mem, const struct conv *cv, const struct thread *th)
{
	struct sbuf *out = sbuf_arena(mem);
	struct jw w = JW_INIT(out);
	struct slice old = conv_threads(cv);

	sbuf_text(out, "{\"threads\":[");
	thread_write(&w, th);
	if (old.len > 2) {
		sbuf_char(out, ',');
		sbuf_add(out, old.s + 1, old.len - 1);
	} else {
		sbuf_char(out, ']');
	}
	sbuf_char(out, '}');
	return sbuf_cstr(out);
}

static const char *
member_json(struct arena *mem, const struct conv *cv, const char *key)
{
	struct slice v;

	return scan_get(conv_json(cv), key, &v) && *v.s == '{'
		   ? arena_copy(mem, v.s, v.len)
		   : NULL;
}

static bool
counts(const struct thread *th)
{
	return strcmp(th->type, "note") != 0 &&
	       strcmp(th->type, "lineitem") != 0;
}

int64_t
change_thread(struct sandbox *sb, struct arena *mem, int64_t id,
    struct thread *th, const char *preview, int64_t now)
{
	struct conv *cv = store_find(&sb->store, id);
	const char *at = quoted_time(mem, now);
	bool customer = strcmp(th->type, "customer") == 0;
	struct member m[4];
	struct sbuf *text = sbuf_arena(mem);
	struct jw w = JW_INIT(text);
	size_t n = 0;

	if (cv == NULL || cv->gone)
		return 0;
	/* far from the ids of conversations that are still to be made up */
	if (sb->store.max_thread < THREADS_FROM)
		sb->store.max_thread = THREADS_FROM;
	th->id = ++sb->store.max_thread;
	th->conv = id;
	th->created = now;
	th->customer = member_json(mem, cv, "primaryCustomer");
	if (customer)
		th->author = th->customer;
	m[n++] = (struct member){ "_embedded", with_thread(mem, cv, th) };
	m[n++] = (struct member){ "threads",
		arena_fmt(mem, "%lld",
		    (long long)scan_get_int(conv_json(cv), "threads") +
			counts(th)) };
	if (customer)
		m[n++] = (struct member){ "customerWaitingSince",
			arena_fmt(mem,
			    "{\"time\":%s,\"friendly\":\"just now\","
			    "\"latestReplyFrom\":\"customer\"}",
			    at) };
	else
		m[n++] = (struct member){ "userUpdatedAt", at };
	if (preview != NULL) {
		jw_text(&w, preview);
		m[n++] = (struct member){ "preview", sbuf_cstr(text) };
	}
	if (!change_members(sb, id, m, n, now))
		return 0;
	hook_tell(sb, customer ? "convo.customer.reply.created" :
	    strcmp(th->type, "note") == 0 ? "convo.note.created" :
	    "convo.agent.reply.created", id);
	return th->id;
}

/* Both lists are newest first; so is what they make. */
static void
merge_threads(struct sbuf *out, struct slice a, struct slice b)
{
	struct slice x, y;
	struct scan sa, sc;
	bool more_x, more_y, take_x, first = true;

	sbuf_text(out, "{\"threads\":[");
	more_x = scan_open(&sa, a) && scan_element(&sa, &x);
	more_y = scan_open(&sc, b) && scan_element(&sc, &y);
	while (more_x || more_y) {
		take_x =
		    !more_y || (more_x && scan_get_time(x, "createdAt") >=
					      scan_get_time(y, "createdAt"));
		if (!first)
			sbuf_char(out, ',');
		first = false;
		if (take_x) {
			sbuf_add(out, x.s, x.len);
			more_x = scan_element(&sa, &x);
		} else {
			sbuf_add(out, y.s, y.len);
			more_y = scan_element(&sc, &y);
		}
	}
	sbuf_text(out, "]}");
}

bool
change_merge(struct sandbox *sb, struct arena *mem, int64_t from, int64_t into,
    int64_t now)
{
	struct conv *gone = store_find(&sb->store, from);
	struct conv *kept = store_find(&sb->store, into);
	struct sbuf *threads = sbuf_arena(mem);
	int64_t count;

	if (gone == NULL || kept == NULL || gone == kept || gone->gone ||
	    kept->gone)
		return false;
	merge_threads(threads, conv_threads(kept), conv_threads(gone));
	count = scan_get_int(conv_json(kept), "threads") +
		scan_get_int(conv_json(gone), "threads");
	struct member m[] = {
		{ "_embedded", sbuf_cstr(threads) },
		{ "threads", arena_fmt(mem, "%lld", (long long)count) },
		{ "userUpdatedAt", quoted_time(mem, now) },
	};
	gone->gone = true;
	gone->merged_into = into;
	if (!change_members(sb, into, m, LEN(m), now))
		return false;
	hook_tell(sb, "convo.merged", sb->opt.hook_merged == HOOK_MERGED_FROM ?
	    from : into);
	return true;
}

bool
change_delete(struct sandbox *sb, int64_t id)
{
	struct conv *cv = store_find(&sb->store, id);

	if (cv == NULL || cv->gone)
		return false;
	cv->gone = true;
	sb->store.version++;
	hook_tell(sb, "convo.deleted", id);
	return true;
}

bool
change_customer_gone(struct sandbox *sb, int64_t id)
{
	struct person *p = people_find(&sb->dir.customers, id);

	if (p == NULL || p->gone)
		return false;
	p->gone = true;
	for (size_t i = 0; i < sb->store.n; i++)
		if (sb->store.v[i].customer == id)
			sb->store.v[i].gone = true;
	sb->store.version++;
	hook_tell(sb, "customer.deleted", id);
	return true;
}
