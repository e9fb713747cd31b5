/* SPDX-License-Identifier: MIT */
/* Calls under way, and their repeats: upstream/openai.h. */
#include "upstream/openai.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/sbuf.h"
#include "base/stop.h"
#include "net/crypto.h"
#include "net/http.h"
#include "net/retry.h"

#include <stdlib.h>
#include <string.h>

enum { BODY_MAX = 4 << 20, CONNECT_MS = 5000 };

struct openai {
	struct http *http;
	struct openai_options opt;
	struct arena *mem;		/* of the options */
	const char *url;
	struct http_header header[6];
	struct openai_call *first;	/* all that were not ended */
	size_t n;
	bool bare;			/* the model refuses a temperature */
};

struct openai_call {
	struct openai_call *next;
	struct arena *mem;
	struct openai_question q;
	void *whose;
	struct http_call *http;		/* NULL: between two tries, or done */
	int64_t again_ms;		/* when the next try begins */
	bool bare, done;
	struct openai_answer answer;
};

static void
add_header(struct openai *ai, const char *name, const char *value)
{
	size_t n = 0;

	while (ai->header[n].name != NULL)
		n++;
	if (*value != '\0')
		ai->header[n] = (struct http_header){ name, value };
}

struct openai *
openai_open(const struct openai_options *o)
{
	struct arena *mem = arena_begin();
	struct openai *ai = arena_alloc(mem, sizeof(*ai));

	*ai = (struct openai){ .http = http_open("Tidemark", o->calls),
		.mem = mem, .opt = *o };
	ai->opt.model = arena_text(mem, o->model);
	ai->opt.key = arena_text(mem, o->key);
	ai->url = arena_fmt(mem, "%s/%s", o->base_url, o->api == OPENAI_CHAT ?
	    "chat/completions" : "responses");
	add_header(ai, "Authorization", arena_fmt(mem, "Bearer %s", o->key));
	add_header(ai, "Content-Type", "application/json");
	add_header(ai, "Accept", "application/json");
	add_header(ai, "OpenAI-Organization", arena_text(mem, o->org));
	add_header(ai, "OpenAI-Project", arena_text(mem, o->project));
	return ai;
}

void
openai_close(struct openai *ai)
{
	if (ai == NULL)
		return;
	while (ai->first != NULL)
		openai_end(ai, ai->first);
	http_close(ai->http);
	arena_end(ai->mem);
}

size_t
openai_flying(const struct openai *ai)
{
	return ai->n;
}

const struct openai_answer *
openai_answer(const struct openai_call *c)
{
	return &c->answer;
}

void *
openai_whose(const struct openai_call *c)
{
	return c->whose;
}

/* ---- one call ---- */

static void
start(struct openai *ai, struct openai_call *c)
{
	struct sbuf *body = sbuf_arena(c->mem);
	struct http_request rq = { .url = ai->url, .headers = ai->header,
		.connect_ms = CONNECT_MS, .total_ms = ai->opt.timeout_ms,
		.max_body = BODY_MAX, .must_end = true };

	c->bare = ai->bare;
	openai_body(body, &ai->opt, &c->q, c->bare);
	rq.body = sbuf_cstr(body);
	rq.body_len = body->len;
	c->http = http_start(ai->http, &rq);
}

struct openai_call *
openai_ask(struct openai *ai, const struct openai_question *q, void *whose)
{
	struct arena *mem = arena_begin();
	struct openai_call *c = arena_alloc(mem, sizeof(*c));

	*c = (struct openai_call){ .next = ai->first, .mem = mem,
		.whose = whose, .q = { arena_text(mem, q->system),
		    arena_text(mem, q->user), arena_text(mem, q->name),
		    arena_text(mem, q->schema), q->max_tokens } };
	ai->first = c;
	ai->n++;
	start(ai, c);
	return c;
}

void
openai_end(struct openai *ai, struct openai_call *c)
{
	struct openai_call **at = &ai->first;

	while (*at != c)
		at = &(*at)->next;
	*at = c->next;
	ai->n--;
	http_end(ai->http, c->http);
	arena_end(c->mem);
}

/* ---- repeats ---- */

int64_t
openai_retry_ms(const struct http_reply *r, const struct openai_answer *a,
    int tries, uint32_t random)
{
	bool may = a->result == OPENAI_BUSY || a->result == OPENAI_AWAY ||
	    (a->result == OPENAI_UNCLEAR && r->error != HTTP_TOO_LARGE);

	return a->result == OPENAI_QUOTA ? -1 : retry_service_ms(r, may, tries,
	    random);
}

static void
tried(struct openai *ai, struct openai_call *c, const struct http_reply *r)
{
	int tries = c->answer.tries + 1;
	int64_t wait;

	openai_read(c->mem, ai->opt.api, r, &c->answer);
	openai_hide_key(&ai->opt, &c->answer);
	c->answer.tries = tries;
	wait = openai_retry_ms(r, &c->answer, tries, crypto_random_u32());
	if (!c->bare && openai_refuses_temperature(&c->answer)) {
		ai->bare = true;
		wait = 0;
	}
	if (c->answer.result != OPENAI_OK)
		LOG(DEBUG, "model_call", L_INT("try", tries),
		    L_STR("result", c->answer.error), L_STR("request",
		    r->request_id != NULL ? r->request_id : ""));
	http_end(ai->http, c->http);
	c->http = NULL;
	c->done = wait < 0 || stop_requested();
	c->again_ms = clock_mono_ms() + wait;
}

static void
step(struct openai *ai, struct openai_call *c)
{
	const struct http_reply *r;

	if (c->http != NULL) {
		r = http_reply_of(c->http);
		if (r != NULL)
			tried(ai, c, r);
	} else if (!c->done && stop_requested()) {
		c->done = true;
	} else if (!c->done && clock_mono_ms() >= c->again_ms) {
		start(ai, c);
	}
}

/* Until the next try of a call that waits, at most until end_ms. */
static int64_t
next_ms(const struct openai *ai, int64_t end_ms)
{
	int64_t now = clock_mono_ms();

	for (const struct openai_call *c = ai->first; c != NULL; c = c->next)
		if (c->http == NULL && !c->done && c->again_ms < end_ms)
			end_ms = c->again_ms;
	return end_ms > now ? end_ms - now : 0;
}

struct openai_call *
openai_next(struct openai *ai, int64_t wait_ms)
{
	int64_t end_ms = clock_mono_ms() + wait_ms;

	http_pump(ai->http);
	for (;;) {
		for (struct openai_call *c = ai->first; c != NULL; c = c->next) {
			step(ai, c);
			if (c->done)
				return c;
		}
		if (ai->n == 0 || clock_mono_ms() >= end_ms)
			return NULL;
		http_wait_any(ai->http, next_ms(ai, end_ms));
	}
}
