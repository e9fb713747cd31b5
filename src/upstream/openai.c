/* SPDX-License-Identifier: MIT */
/* Questions under way: upstream/openai.h. */
#include "upstream/openai.h"

#include "base/arena.h"
#include "base/sbuf.h"
#include "net/http.h"

struct openai {
	struct service *service;
	struct arena *mem;
	struct openai_options opt;
	bool bare;			/* the model refuses a temperature */
};

/* A question under way; beside its answer, what it is asked anew by. */
struct asked {
	struct openai_answer answer;
	struct openai_question q;
	enum openai_api api;
	bool bare;
};

struct openai *
openai_open(const struct openai_options *o)
{
	struct arena *mem = arena_begin();
	struct openai *ai = arena_alloc(mem, sizeof(*ai));
	const struct http_header headers[] = {
		{ "Authorization", arena_fmt(mem, "Bearer %s", o->key) },
		{ "OpenAI-Organization", o->org },
		{ "OpenAI-Project", o->project },
		{ NULL, NULL },
	};

	*ai = (struct openai){ .mem = mem, .opt = *o,
		.service = service_open(&(struct service_options){
		    .key = o->key, .headers = headers,
		    .timeout_ms = o->timeout_ms, .calls = o->calls }) };
	ai->opt.base_url = arena_text(mem, o->base_url);
	ai->opt.model = arena_text(mem, o->model);
	return ai;
}

void
openai_close(struct openai *ai)
{
	if (ai == NULL)
		return;
	service_close(ai->service);
	arena_end(ai->mem);
}

struct service_call *
openai_next(struct openai *ai, int64_t wait_ms)
{
	return service_next(ai->service, wait_ms);
}

void
openai_end(struct openai *ai, struct service_call *c)
{
	service_end(ai->service, c);
}

struct service_call *
openai_call(struct openai *ai, const struct service_kind *kind,
    const char *path)
{
	struct service_call *c = service_call(ai->service, kind, NULL);

	c->client = ai;
	c->request.url = arena_fmt(c->mem, "%s/%s", ai->opt.base_url, path);
	c->request.must_end = true;
	return c;
}

void
openai_send(struct openai *ai, struct service_call *c)
{
	service_send(ai->service, c);
}

/* ---- questions ---- */

static void
put_body(const struct openai *ai, struct service_call *c)
{
	struct asked *as = c->answer;
	struct sbuf *body = sbuf_arena(c->mem);

	as->bare = ai->bare;
	openai_body(body, &ai->opt, &as->q, as->bare);
	c->request.body = sbuf_cstr(body);
	c->request.len = body->len;
}

static enum service_result
read_answer(struct service_call *c, struct json_object *o)
{
	struct asked *as = c->answer;

	return openai_message(c->mem, as->api, o, &as->answer, &c->said);
}

static bool
adapt(struct service_call *c)
{
	struct openai *ai = c->client;
	struct asked *as = c->answer;

	if (as->bare || !openai_refuses_temperature(c->said.result,
	    c->said.error))
		return false;
	ai->bare = true;
	put_body(ai, c);
	return true;
}

static const struct service_kind answer_kind = { openai_fail, read_answer,
	adapt };

struct service_call *
openai_ask(struct openai *ai, const struct openai_question *q, void *whose)
{
	struct service_call *c = openai_call(ai, &answer_kind,
	    ai->opt.api == OPENAI_CHAT ? "chat/completions" : "responses");
	struct asked *as = arena_alloc(c->mem, sizeof(*as));

	*as = (struct asked){ .answer = { .text = "", .model = "" },
		.q = { arena_text(c->mem, q->system),
		    arena_text(c->mem, q->user), arena_text(c->mem, q->name),
		    arena_text(c->mem, q->schema), q->max_tokens },
		.api = ai->opt.api };
	c->answer = as;
	c->whose = whose;
	put_body(ai, c);
	openai_send(ai, c);
	return c;
}

const struct openai_answer *
openai_answer(const struct service_call *c)
{
	struct asked *as = c->answer;

	as->answer.said = c->said;
	return &as->answer;
}

void
openai_read(struct arena *mem, enum openai_api api, const struct http_reply *r,
    struct openai_answer *a)
{
	struct asked as = { .answer = { .text = "", .model = "" }, .api = api };
	struct service_call c = { .mem = mem, .kind = &answer_kind,
		.answer = &as };

	service_read(&c, r);
	*a = *openai_answer(&c);
}
