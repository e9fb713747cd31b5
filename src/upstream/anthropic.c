/* SPDX-License-Identifier: MIT */
/* Calls of the Messages API and of batches: upstream/anthropic.h. */
#include "upstream/anthropic.h"

#include "base/arena.h"
#include "base/sbuf.h"
#include "net/http.h"
#include "text/json_read.h"

#include <string.h>

enum {
	FILE_MS = 600 * 1000,		/* for a batch to come or go */
	RESULTS_MAX = 512 << 20,
	PAGE = 100
};

struct anthropic {
	struct service *service;
	struct arena *mem;
	struct anthropic_options opt;
	enum anthropic_form form;
};

/* A question under way; beside its answer, what it is asked anew by. */
struct asked {
	struct anthropic_answer answer;
	struct anthropic_question q;
	enum anthropic_form form;
	bool count;
};

struct anthropic *
anthropic_open(const struct anthropic_options *o)
{
	const struct http_header headers[] = {
		{ "x-api-key", o->key },
		{ "anthropic-version", "2023-06-01" },
		{ NULL, NULL },
	};
	struct arena *mem = arena_begin();
	struct anthropic *an = arena_alloc(mem, sizeof(*an));

	*an = (struct anthropic){ .mem = mem, .opt = *o,
		.service = service_open(&(struct service_options){
		    .key = o->key, .headers = headers,
		    .timeout_ms = o->timeout_ms, .calls = o->calls }) };
	an->opt.base_url = arena_text(mem, o->base_url);
	an->opt.model = arena_text(mem, o->model);
	return an;
}

void
anthropic_close(struct anthropic *an)
{
	if (an == NULL)
		return;
	service_close(an->service);
	arena_end(an->mem);
}

struct service_call *
anthropic_next(struct anthropic *an, int64_t wait_ms)
{
	return service_next(an->service, wait_ms);
}

void
anthropic_end(struct anthropic *an, struct service_call *c)
{
	service_end(an->service, c);
}

bool
anthropic_by_tool(const struct anthropic *an)
{
	return an->form == ANTHROPIC_TOOL;
}

/* ---- questions ---- */

static void
put_body(const struct anthropic *an, struct service_call *c)
{
	struct asked *as = c->answer;
	struct sbuf *body = sbuf_arena(c->mem);

	as->form = an->form;
	anthropic_body(body, &an->opt, &as->q, as->form, as->count);
	c->request.body = sbuf_cstr(body);
	c->request.len = body->len;
}

static enum service_result
read_message(struct service_call *c, struct json_object *o)
{
	struct asked *as = c->answer;

	return anthropic_message(c->mem, o, &as->answer, &c->said.error);
}

static enum service_result
read_count(struct service_call *c, struct json_object *o)
{
	struct asked *as = c->answer;

	as->answer.input = jr_int(o, "input_tokens", -1);
	return as->answer.input >= 0 ? SERVICE_OK : SERVICE_EMPTY;
}

/* The form of answers that it does not know is named in what it says. */
static bool
adapt(struct service_call *c)
{
	struct anthropic *an = c->client;
	struct asked *as = c->answer;

	if (c->said.result != SERVICE_CONTENT || as->form == ANTHROPIC_TOOL ||
	    strstr(c->said.error, "output_config") == NULL)
		return false;
	an->form = ANTHROPIC_TOOL;
	put_body(an, c);
	return true;
}

static const struct service_kind message_kind = { anthropic_fail, read_message,
	adapt };
static const struct service_kind count_kind = { anthropic_fail, read_count,
	adapt };

static struct service_call *
ask(struct anthropic *an, const struct anthropic_question *q, bool count,
    void *whose)
{
	struct service_call *c = service_call(an->service, count ? &count_kind :
	    &message_kind, whose);
	struct asked *as = arena_alloc(c->mem, sizeof(*as));

	*as = (struct asked){ .count = count, .answer = { .text = "",
		.stop = "", .category = "", .model = "" } };
	as->q = (struct anthropic_question){ arena_text(c->mem, q->system),
		arena_text(c->mem, q->examples), arena_text(c->mem, q->user),
		arena_text(c->mem, q->name), arena_text(c->mem, q->schema),
		q->max_tokens, q->hour };
	c->answer = as;
	c->client = an;
	c->request.url = arena_fmt(c->mem, "%s/v1/messages%s",
	    an->opt.base_url, count ? "/count_tokens" : "");
	c->request.must_end = !count;
	put_body(an, c);
	if (c->request.len > ANTHROPIC_QUESTION_MOST)
		service_refuse(c, SERVICE_LONG, "over 32 MB");
	else
		service_send(an->service, c);
	return c;
}

struct service_call *
anthropic_ask(struct anthropic *an, const struct anthropic_question *q,
    void *whose)
{
	return ask(an, q, false, whose);
}

struct service_call *
anthropic_count(struct anthropic *an, const struct anthropic_question *q,
    void *whose)
{
	return ask(an, q, true, whose);
}

const struct anthropic_answer *
anthropic_answer(const struct service_call *c)
{
	struct asked *as = c->answer;

	as->answer.said = c->said;
	return &as->answer;
}

void
anthropic_read(struct arena *mem, const struct http_reply *r,
    struct anthropic_answer *a)
{
	struct asked as = { .answer = { .text = "", .stop = "", .category = "",
		.model = "" } };
	struct service_call c = { .mem = mem, .kind = &message_kind,
		.answer = &as };

	service_read(&c, r);
	*a = as.answer;
	a->said = c.said;
}

/* ---- batches ---- */

static void
read_batch(struct arena *mem, struct json_object *o, struct anthropic_batch *b)
{
	struct json_object *n = jr_object(o, "request_counts");

	*b = (struct anthropic_batch){ .id = service_member(mem, o, "id"),
		.status = service_member(mem, o, "processing_status"),
		.created_at = jr_time(o, "created_at"),
		.results = jr_has(o, "results_url"),
		.processing = jr_int(n, "processing", 0),
		.succeeded = jr_int(n, "succeeded", 0),
		.errored = jr_int(n, "errored", 0),
		.canceled = jr_int(n, "canceled", 0),
		.expired = jr_int(n, "expired", 0) };
	if (strcmp(b->status, "ended") == 0)
		b->state = ANTHROPIC_BATCH_ENDED;
	else if (strcmp(b->status, "canceling") == 0)
		b->state = ANTHROPIC_BATCH_CANCELING;
}

static enum service_result
read_one(struct service_call *c, struct json_object *o)
{
	struct anthropic_batches *bs = c->answer;
	struct anthropic_batch *b = arena_alloc(c->mem, sizeof(*b));

	read_batch(c->mem, o, b);
	bs->v = b;
	bs->n = 1;
	if (*b->id != '\0' && *b->status != '\0')
		return SERVICE_OK;
	c->said.error = "the answer is no batch";
	return SERVICE_UNCLEAR;
}

static enum service_result
read_list(struct service_call *c, struct json_object *o)
{
	struct json_object *data = jr_array(o, "data");
	struct anthropic_batches *bs = c->answer;
	struct anthropic_batch *v = arena_array(c->mem, jr_len(data),
	    sizeof(*v));

	bs->v = v;
	bs->n = jr_len(data);
	for (size_t i = 0; i < bs->n; i++)
		read_batch(c->mem, jr_array_at(data, i), &v[i]);
	if (jr_bool(o, "has_more", false))
		bs->after = service_member(c->mem, o, "last_id");
	return data != NULL ? SERVICE_OK : SERVICE_UNCLEAR;
}

/* There it is the batch that is not found, not the model. */
static void
batch_fail(struct arena *mem, const struct http_reply *r,
    struct json_object *o, struct service_said *said)
{
	anthropic_fail(mem, r, o, said);
	if (r->status == 404)
		said->result = SERVICE_ABSENT;
}

static const struct service_kind one_kind = { batch_fail, read_one, NULL };
static const struct service_kind list_kind = { batch_fail, read_list, NULL };
static const struct service_kind text_kind = { batch_fail, NULL, NULL };

static const char *
escaped(struct arena *mem, const char *text)
{
	struct sbuf *out = sbuf_arena(mem);

	http_escape(out, text);
	return sbuf_cstr(out);
}

/* Of one batch, or of all when id is "". */
static struct service_call *
batch_call(struct anthropic *an, const struct service_kind *kind,
    const char *id, const char *what, void *whose)
{
	struct service_call *c = service_call(an->service, kind, whose);
	struct anthropic_batches *bs = arena_alloc(c->mem, sizeof(*bs));

	bs->after = "";
	c->answer = bs;
	c->client = an;
	/* never the address that the service gives: the key would go there */
	c->request.url = arena_fmt(c->mem, "%s/v1/messages/batches%s%s%s",
	    an->opt.base_url, *id ? "/" : "", escaped(c->mem, id), what);
	return c;
}

bool
anthropic_batch_fits(const struct sbuf *lines, size_t n)
{
	return n <= ANTHROPIC_BATCH_LINES && lines->len <= ANTHROPIC_BATCH_BYTES;
}

struct service_call *
anthropic_batch_create(struct anthropic *an, const struct sbuf *lines,
    void *whose)
{
	struct service_call *c = batch_call(an, &one_kind, "", "", whose);
	struct sbuf body = SBUF_INIT;

	sbuf_reserve(&body, lines->len + 32);
	sbuf_text(&body, "{\"requests\":[");
	sbuf_add(&body, sbuf_cstr(lines), lines->len);
	sbuf_text(&body, "]}");
	c->request.body = body.s;
	c->request.len = body.len;
	c->request.total_ms = FILE_MS;
	c->request.once = c->request.must_end = true;
	service_send(an->service, c);
	c->request.body = NULL;		/* it was copied, and is not sent again */
	sbuf_free(&body);
	return c;
}

struct service_call *
anthropic_batch_look(struct anthropic *an, const char *id, void *whose)
{
	struct service_call *c = batch_call(an, &one_kind, id, "", whose);

	service_send(an->service, c);
	return c;
}

struct service_call *
anthropic_batch_cancel(struct anthropic *an, const char *id, void *whose)
{
	struct service_call *c = batch_call(an, &one_kind, id, "/cancel",
	    whose);

	c->request.body = "";
	service_send(an->service, c);
	return c;
}

struct service_call *
anthropic_batch_list(struct anthropic *an, const char *after, void *whose)
{
	struct service_call *c = batch_call(an, &list_kind, "", "", whose);

	c->request.url = arena_fmt(c->mem, "%s?limit=%d%s%s", c->request.url,
	    PAGE, *after ? "&after_id=" : "", escaped(c->mem, after));
	service_send(an->service, c);
	return c;
}

struct service_call *
anthropic_batch_results(struct anthropic *an, const char *id, void *whose)
{
	struct service_call *c = batch_call(an, &text_kind, id, "/results",
	    whose);

	c->request.total_ms = FILE_MS;
	c->request.max_body = (size_t)RESULTS_MAX;
	service_send(an->service, c);
	return c;
}

const struct anthropic_batches *
anthropic_batch_of(const struct service_call *c)
{
	return c->answer;
}
