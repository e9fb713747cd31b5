/* SPDX-License-Identifier: MIT */
/* Message batches: sandbox/claude.h. */
#include "tests/sandbox/claude.h"

#include "base/arena.h"
#include "base/json.h"
#include "base/sbuf.h"
#include "tests/sandbox/call.h"
#include "tests/sandbox/shape.h"
#include "tests/sandbox/state.h"
#include "text/json_read.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ID_MOST = 64, LINES_MOST = 100000 };

/* ---- one batch as it is shown ---- */

static void
write_batch(struct jw *w, const struct claude_stored *b)
{
	bool end = b->ended;

	jw_object(w);
	jw_text(jw_key(w, "id"), b->id);
	jw_text(jw_key(w, "type"), "message_batch");
	jw_text(jw_key(w, "processing_status"), end ? "ended" : b->canceling ?
	    "canceling" : "in_progress");
	jw_object(jw_key(w, "request_counts"));
	jw_int(jw_key(w, "processing"), end ? 0 : (int64_t)b->n);
	jw_int(jw_key(w, "succeeded"), end ? b->succeeded : 0);
	jw_int(jw_key(w, "errored"), end ? b->errored : 0);
	jw_int(jw_key(w, "canceled"), end ? b->canceled : 0);
	jw_int(jw_key(w, "expired"), end ? b->expired : 0);
	jw_end(w);
	jw_time(jw_key(w, "created_at"), b->created);
	jw_time(jw_key(w, "expires_at"), b->created + 86400);
	/* another host: the key must not go there */
	jw_text(jw_key(w, "results_url"), end ?
	    "https://results.sandbox.invalid/v1/results" : NULL);
	jw_end(w);
}

static void
show(struct reply *rp, const struct claude_stored *b)
{
	struct jw w = JW_INIT(&rp->body);

	rp->type = "application/json";
	write_batch(&w, b);
}

/* ---- the lines ---- */

static void
write_error(struct jw *w, const char *type, const char *message)
{
	jw_text(jw_key(w, "type"), "errored");
	jw_object(jw_key(w, "error"));
	jw_text(jw_key(w, "type"), "error");
	jw_object(jw_key(w, "error"));
	jw_text(jw_key(w, "type"), type);
	jw_text(jw_key(w, "message"), message);
	jw_end(w);
	jw_end(w);
}

/* What strikes the line of this id. */
static enum fault_kind
line_fault(struct sandbox *sb, struct arena *mem, const char *id)
{
	const struct call cl = { .method = "", .query = "",
		.path = arena_fmt(mem, "/anthropic/line/%s", id) };

	return faults_take(&sb->faults, &cl).kind;
}

static void
write_result(struct sandbox *sb, struct arena *mem, struct jw *w,
    struct claude_stored *b, struct json_object *params,
    enum fault_kind fault)
{
	struct claude_asked asked = { .count = false };
	const char *wrong;

	if (fault == F_expired || fault == F_canceled || b->canceling) {
		b->expired += fault == F_expired;
		b->canceled += fault != F_expired;
		jw_text(jw_key(w, "type"), fault == F_expired ? "expired" :
		    "canceled");
		return;
	}
	wrong = fault == F_400 ? "messages: wrong" : claude_wrong(mem,
	    params, &asked);
	if (wrong == NULL && !claude_has_model(sb, asked.model))
		wrong = "model: not found";
	if (wrong != NULL || fault == F_529) {
		b->errored++;
		write_error(w, wrong != NULL ? "invalid_request_error" :
		    "overloaded_error", wrong != NULL ? wrong : "Overloaded");
		return;
	}
	b->succeeded++;
	jw_text(jw_key(w, "type"), "succeeded");
	claude_message(sb, mem, jw_key(w, "message"), &asked, fault);
}

static void
write_line(struct sandbox *sb, struct arena *mem, struct sbuf *out,
    struct claude_stored *b, struct json_object *line)
{
	const char *id = jr_text(mem, line, "custom_id");
	struct jw w = JW_INIT(out);

	jw_object(&w);
	jw_text(jw_key(&w, "custom_id"), id);
	jw_object(jw_key(&w, "result"));
	write_result(sb, mem, &w, b, jr_object(line, "params"),
	    line_fault(sb, mem, id));
	jw_end(&w);
	jw_end(&w);
	sbuf_char(out, '\n');
}

static void
finish(struct sandbox *sb, struct arena *mem, struct claude_stored *b)
{
	struct sbuf out = SBUF_INIT;
	struct json_object *o, *list;
	const char *why;

	if (json_parse(mem, b->body, b->len, &o, &why) != RC_OK)
		return;
	list = jr_array(o, "requests");
	/* the last comes first */
	for (size_t i = jr_len(list); i-- > 0;)
		write_line(sb, mem, &out, b, jr_array_at(list, i));
	b->results = out.s;
	b->ended = true;
}

/* ---- creation ---- */

static const char *
line_wrong(struct call *cl, struct json_object *list, size_t i)
{
	static const struct field line[] = {
		{ "custom_id", "s", true }, { "params", "o", true },
		{ NULL, NULL, false },
	};
	struct json_object *o = jr_array_at(list, i);
	const char *id, *path;

	if (shape_of(cl->mem, o, line, "requests.", &path) != SHAPE_FITS)
		return arena_fmt(cl->mem, "%s: missing, unknown or of another "
		    "type", path);
	id = jr_text(cl->mem, o, "custom_id");
	if (*id == '\0' || strlen(id) > ID_MOST || id[strspn(id,
	    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")]
	    != '\0')
		return "requests.custom_id: String should match pattern "
		    "'^[a-zA-Z0-9_-]{1,64}$'";
	for (size_t k = 0; k < i; k++)
		if (strcmp(jr_text(cl->mem, jr_array_at(list, k), "custom_id"),
		    id) == 0)
			return "requests.custom_id: must be unique";
	return NULL;
}

static const char *
batch_wrong(struct call *cl, size_t *n)
{
	static const struct field whole[] = {
		{ "requests", "a", true }, { NULL, NULL, false },
	};
	struct json_object *o, *list;
	const char *wrong = NULL, *path, *why;

	if (json_parse(cl->mem, cl->body, cl->body_len, &o, &why) != RC_OK)
		return "The request body is not valid JSON";
	if (shape_of(cl->mem, o, whole, "", &path) != SHAPE_FITS)
		return arena_fmt(cl->mem, "%s: Extra inputs are not permitted",
		    path);
	list = jr_array(o, "requests");
	*n = jr_len(list);
	if (*n == 0 || *n > LINES_MOST)
		return "requests: 1 to 100000 items";
	for (size_t i = 0; i < *n && wrong == NULL; i++)
		wrong = line_wrong(cl, list, i);
	return wrong;
}

static void
create(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	struct claude_world *aw = &sb->claude;
	struct claude_stored *b = &aw->batch[aw->n_batch];
	size_t n = 0;
	const char *wrong = batch_wrong(cl, &n);

	if (wrong != NULL || aw->n_batch == BATCHES_MAX) {
		claude_refuse(rp, wrong != NULL ? 400 : 429, wrong != NULL ?
		    "invalid_request_error" : "rate_limit_error",
		    wrong != NULL ? wrong : "too many batches");
		return;
	}
	*b = (struct claude_stored){ .body = must_alloc(cl->body_len),
		.len = cl->body_len, .n = n, .created = cl->now,
		.looks = sb->opt.anthropic_looks };
	memcpy(b->body, cl->body, cl->body_len);
	snprintf(b->id, sizeof(b->id), "msgbatch_%03zu", ++aw->n_batch);
	sb->stat[STAT_anthropic_made]++;
	show(rp, b);
}

/* ---- paths ---- */

/* Time goes by between two looks at one, or at the list. */
static void
go_on(struct sandbox *sb, struct arena *mem, struct claude_stored *b)
{
	if (!b->ended && --b->looks < 0)
		finish(sb, mem, b);
}

static void
list(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	struct claude_world *aw = &sb->claude;
	const char *after = params_get(&cl->params, "after_id");
	const char *limit = params_get(&cl->params, "limit");
	size_t at = aw->n_batch, most = limit == NULL ? 20 :
	    strtoul(limit, NULL, 10), n = 0;
	struct jw w = JW_INIT(&rp->body);

	rp->type = "application/json";
	for (size_t i = 0; i < aw->n_batch; i++)
		go_on(sb, cl->mem, &aw->batch[i]);
	for (size_t i = 0; after != NULL && i < aw->n_batch; i++)
		if (strcmp(aw->batch[i].id, after) == 0)
			at = i;
	jw_object(&w);
	jw_array(jw_key(&w, "data"));
	for (; at > 0 && n < most; n++)
		write_batch(&w, &aw->batch[--at]);
	jw_end(&w);
	jw_bool(jw_key(&w, "has_more"), at > 0);
	jw_text(jw_key(&w, "last_id"), n > 0 ? aw->batch[at].id : NULL);
	jw_end(&w);
}

static void
one(struct sandbox *sb, struct call *cl, struct reply *rp,
    struct claude_stored *b, const char *what)
{
	bool post = strcmp(cl->method, "POST") == 0;

	if (!post && *what == '\0') {
		go_on(sb, cl->mem, b);
		show(rp, b);
	} else if (post && strcmp(what, "/cancel") == 0) {
		b->canceling |= !b->ended;
		show(rp, b);
	} else if (!post && strcmp(what, "/results") == 0 && b->ended) {
		rp->type = "application/x-jsonl";
		sbuf_text(&rp->body, b->results);
	} else {
		claude_refuse(rp, 404, "not_found_error",
		    "results are not available yet");
	}
}

static void
serve(struct sandbox *sb, struct call *cl, struct reply *rp, const char *path)
{
	struct claude_world *aw = &sb->claude;
	size_t len = strcspn(path + (*path == '/'), "/");

	if (*path == '\0') {
		if (strcmp(cl->method, "POST") == 0)
			create(sb, cl, rp);
		else
			list(sb, cl, rp);
		return;
	}
	for (size_t i = 0; i < aw->n_batch; i++)
		if (strlen(aw->batch[i].id) == len &&
		    strncmp(aw->batch[i].id, path + 1, len) == 0) {
			one(sb, cl, rp, &aw->batch[i], path + 1 + len);
			return;
		}
	claude_refuse(rp, 404, "not_found_error", "no such batch");
}

void
claude_batches_answer(struct sandbox *sb, struct call *cl, struct reply *rp,
    const char *path)
{
	struct fault fault = faults_take(&sb->faults, cl);

	sb->stat[STAT_anthropic_batches]++;
	if (cl->body_len > 0)
		sent_keep(&sb->claude.sent, cl->body, cl->body_len);
	if (claude_fault(sb, &fault, cl, rp))
		return;
	serve(sb, cl, rp, path);
	if (fault.kind != F_KINDS)
		fault_after(&fault, rp);
}
