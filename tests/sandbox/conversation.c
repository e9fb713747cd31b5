/* SPDX-License-Identifier: MIT */
#include "tests/sandbox/conversation.h"

#include "base/arena.h"
#include "base/json.h"
#include "tests/sandbox/call.h"
#include "tests/sandbox/change.h"
#include "tests/sandbox/errors.h"
#include "tests/sandbox/hal.h"
#include "tests/sandbox/state.h"
#include "tests/sandbox/thread.h"

#include <stdlib.h>
#include <string.h>

/* The conversation of the path, or NULL after an answer. */
static struct conv *
conv_of(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	struct conv *cv = store_find(&sb->store, cl->id);

	if (cv == NULL || cv->gone) {
		error_plain(&sb->opt, rp, 404);
		return NULL;
	}
	if (sb->opt.hidden_mailbox != 0 &&
	    cv->mailbox == sb->opt.hidden_mailbox) {
		error_plain(&sb->opt, rp, (int)sb->opt.hidden_status);
		return NULL;
	}
	return cv;
}

/* A merged conversation may be merged on: the last one is the answer. */
static bool
moved(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	struct conv *cv = store_find(&sb->store, cl->id);
	int steps = 0;

	if (cv == NULL || cv->merged_into == 0)
		return false;
	while (cv != NULL && cv->merged_into != 0 && steps++ < 100)
		cv = store_find(&sb->store, cv->merged_into);
	if (cv == NULL || cv->gone)
		return false;
	sb->stat[STAT_moved]++;
	error_plain(&sb->opt, rp, 301);
	reply_header(rp, "Location",
	    arena_fmt(cl->mem, "%s/conversations/%lld", hal_base(sb, cl),
		(long long)cv->id));
	return true;
}

void
conversation_answer(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	const char *embed = params_get(&cl->params, "embed");
	const struct conv *cv;
	size_t cut = (size_t)sb->opt.chat_cut;

	if (moved(sb, cl, rp) || (cv = conv_of(sb, cl, rp)) == NULL)
		return;
	rp->status = 200;
	rp->type = "application/hal+json";
	if (embed == NULL || strcmp(embed, "threads") != 0)
		conv_write_bare(cv, &rp->body);
	else
		conv_write_full(
		    cv, sb->opt.chat_cut_single == ON ? cut : 0, &rp->body);
}

struct dated {
	struct slice json;
	int64_t created;
	size_t at;
};

static int
newest_first(const void *a, const void *b)
{
	const struct dated *x = a, *y = b;

	if (x->created != y->created)
		return x->created < y->created ? 1 : -1;
	return x->at < y->at ? -1 : x->at > y->at;
}

static size_t
sorted_threads(struct arena *mem, const struct conv *cv, struct dated **out)
{
	struct dated *v = arena_array(mem, cv->threads_n + 1, sizeof(*v));
	struct slice th;
	struct scan sc;
	size_t n = 0;

	if (cv->threads_len > 0 && scan_open(&sc, conv_threads(cv)))
		for (; n < cv->threads_n && scan_element(&sc, &th); n++)
			v[n] = (struct dated){ th,
				scan_get_time(th, "createdAt"), n };
	/* a thread without a time belongs behind its older neighbour */
	for (size_t i = n; i-- > 0;)
		if (v[i].created == 0 && i + 1 < n)
			v[i].created = v[i + 1].created;
	qsort(v, n, sizeof(*v), newest_first);
	*out = v;
	return n;
}

void
conversation_threads(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	struct hal hal = { .name = "threads",
		.size = (size_t)sb->opt.thread_page_size };
	const struct conv *cv = conv_of(sb, cl, rp);
	struct dated *v;

	if (cv == NULL)
		return;
	hal.path = arena_fmt(
	    cl->mem, "/conversations/%lld/threads/", (long long)cl->id);
	hal.total = sorted_threads(cl->mem, cv, &v);
	if (!hal_page(sb, cl, rp, &hal))
		return;
	hal_begin(sb, cl, rp, &hal);
	for (size_t i = hal.from; i < hal.to; i++) {
		hal_item(&hal, rp, i);
		sbuf_add(&rp->body, v[i].json.s, v[i].json.len);
	}
	hal_end(sb, cl, rp, &hal);
}

/* ---- writes ---- */

static void
no_content(struct reply *rp)
{
	rp->status = 204;
	rp->type = NULL;
}

static bool
body_object(
    struct sandbox *sb, struct call *cl, struct reply *rp, struct slice *out)
{
	if (cl->body_len > 0 && scan_value(cl->body, cl->body_len, out) &&
	    *out->s == '{')
		return true;
	error_param(&sb->opt, rp, "", "the body is no JSON object", "",
	    "MalformedJson");
	return false;
}

/* nth: place in the list, so that two new tags get two ids. */
static int64_t
tag_id(struct sandbox *sb, struct slice name, int64_t nth)
{
	int64_t next = 9000;

	for (size_t i = 0; i < sb->dir.tags_n; i++) {
		if (slice_is(name, sb->dir.tags[i].name))
			return sb->dir.tags[i].id;
		if (sb->dir.tags[i].id >= next)
			next = sb->dir.tags[i].id + 1;
	}
	return next + nth;
}

void
conversation_tags(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	struct slice body, list, name;
	struct sbuf *tags = sbuf_arena(cl->mem);
	struct member m = { "tags", NULL };
	struct scan sc;

	if (conv_of(sb, cl, rp) == NULL || !body_object(sb, cl, rp, &body))
		return;
	if (!scan_get(body, "tags", &list) || !scan_open(&sc, list)) {
		error_param(
		    &sb->opt, rp, "tags", "may not be empty", "", "NotEmpty");
		return;
	}
	sbuf_char(tags, '[');
	for (int64_t n = 0; scan_element(&sc, &name); n++)
		sbuf_fmt(tags,
		    "%s{\"id\":%lld,\"color\":\"#929499\","
		    "\"tag\":%.*s}",
		    n > 0 ? "," : "", (long long)tag_id(sb, name, n),
		    (int)name.len, name.s);
	sbuf_char(tags, ']');
	m.json = sbuf_cstr(tags);
	change_members(sb, cl->id, &m, 1, cl->now);
	change_touch(sb, cl->mem, cl->id, cl->now);
	hook_tell(sb, "convo.tags", cl->id);
	no_content(rp);
}

void
conversation_patch(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	static const char *const known[] = { "active", "pending", "closed",
		"spam" };
	struct slice body, path, value;

	if (conv_of(sb, cl, rp) == NULL || !body_object(sb, cl, rp, &body))
		return;
	if (scan_get(body, "path", &path) && scan_is(path, "/status") &&
	    scan_get(body, "value", &value))
		for (size_t i = 0; i < 4; i++)
			if (scan_is(value, known[i])) {
				change_status(sb, cl->mem, cl->id, known[i],
				    sb->dir.users.n ? sb->dir.users.v[0].id : 0,
				    cl->now);
				no_content(rp);
				return;
			}
	error_param(&sb->opt, rp, "path", "the stand-in changes /status only",
	    "", "EnumValue");
}

static void
add_thread(
    struct sandbox *sb, struct call *cl, struct reply *rp, const char *type)
{
	struct slice body, text, draft;
	struct sbuf *plain = sbuf_arena(cl->mem);
	struct thread th = { .type = type,
		.status = "nochange",
		.state = "published",
		.source = "api",
		.via = "user",
		.author = "{\"id\":0,\"type\":\"user\"}" };
	int64_t id;

	if (conv_of(sb, cl, rp) == NULL || !body_object(sb, cl, rp, &body))
		return;
	if (!scan_get(body, "text", &text) || !scan_text(text, plain) ||
	    plain->len == 0) {
		error_param(
		    &sb->opt, rp, "text", "may not be empty", "", "NotEmpty");
		return;
	}
	if (sb->dir.users.n > 0)
		th.author =
		    arena_fmt(cl->mem, "{\"id\":%lld,\"type\":\"user\"}",
			(long long)sb->dir.users.v[0].id);
	if (scan_get(body, "draft", &draft) && slice_is(draft, "true"))
		th.state = "draft";
	th.body = sbuf_cstr(plain);
	id = change_thread(sb, cl->mem, cl->id, &th, NULL, cl->now);
	no_content(rp);
	rp->status = 201;
	reply_header(
	    rp, "Resource-ID", arena_fmt(cl->mem, "%lld", (long long)id));
}

void
conversation_note(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	add_thread(sb, cl, rp, "note");
}

void
conversation_reply(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	add_thread(sb, cl, rp, "message");
}
