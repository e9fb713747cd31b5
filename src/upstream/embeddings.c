/* SPDX-License-Identifier: MIT */
#include "upstream/embeddings.h"

#include "base/arena.h"
#include "base/json.h"
#include "base/sbuf.h"
#include "net/crypto.h"
#include "net/http.h"
#include "text/json_read.h"
#include "upstream/openai.h"

#include <math.h>
#include <string.h>

struct embeddings {
	struct service *service;
	struct arena *mem;
	struct embeddings_options opt;
	size_t dimension;		/* 0: not known yet */
	size_t wanted;			/* asked for, 0 none */
	bool plain;			/* the server refuses base64 */
};

/* A call under way; beside its answer, what it is asked anew by. */
struct asked {
	struct embeddings_answer answer;
	const char **texts;
	bool plain;
};

struct embeddings *
embeddings_open(const struct embeddings_options *o)
{
	struct arena *mem = arena_begin();
	struct embeddings *em = arena_alloc(mem, sizeof(*em));
	const struct http_header headers[] = {
		{ "Authorization", *o->key == '\0' ? "" : arena_fmt(mem,
		    "Bearer %s", o->key) },
		{ "OpenAI-Organization", o->org },
		{ "OpenAI-Project", o->project },
		{ NULL, NULL },
	};

	*em = (struct embeddings){ .mem = mem, .opt = *o,
		.dimension = (size_t)o->dimension,
		.wanted = (size_t)o->dimension,
		.service = service_open(&(struct service_options){
		    .key = o->key, .headers = headers,
		    .timeout_ms = o->timeout_ms, .calls = o->calls }) };
	em->opt.url = arena_text(mem, o->url);
	em->opt.model = arena_text(mem, o->model);
	return em;
}

void
embeddings_close(struct embeddings *em)
{
	if (em == NULL)
		return;
	service_close(em->service);
	arena_end(em->mem);
}

size_t
embeddings_dimension(const struct embeddings *em)
{
	return em->dimension;
}

void
embeddings_forget(struct embeddings *em)
{
	em->dimension = em->wanted;
}

struct service_call *
embeddings_next(struct embeddings *em, int64_t wait_ms)
{
	return service_next(em->service, wait_ms);
}

void
embeddings_end(struct embeddings *em, struct service_call *c)
{
	service_end(em->service, c);
}

const struct embeddings_answer *
embeddings_answer(const struct service_call *c)
{
	struct asked *as = c->answer;

	as->answer.said = c->said;
	if (c->said.result != SERVICE_OK)
		as->answer.vector = NULL;
	return &as->answer;
}

/* ---- requests ---- */

static int64_t
tokens_of(const char *text)
{
	return (int64_t)strlen(text) / EMBEDDINGS_TOKEN_BYTES + 1;
}

size_t
embeddings_cut(const char *text)
{
	size_t len = strlen(text), most = ((size_t)EMBEDDINGS_TEXT_TOKENS - 1) *
	    EMBEDDINGS_TOKEN_BYTES;

	if (len <= most)
		return len;
	while (most > 0 && ((unsigned char)text[most] & 0xc0) == 0x80)
		most--;
	return most;
}

size_t
embeddings_fit(const struct embeddings_options *o, const char *const *texts,
    size_t n)
{
	size_t most = o->texts < EMBEDDINGS_TEXTS_MOST ? (size_t)o->texts :
	    EMBEDDINGS_TEXTS_MOST, fit = 0;
	int64_t tokens = 0;

	while (fit < n && fit < most) {
		tokens += tokens_of(texts[fit]);
		if (tokens > EMBEDDINGS_TOKENS_MOST)
			break;
		fit++;
	}
	return fit == 0 && n > 0 ? 1 : fit;
}

void
embeddings_body(struct sbuf *out, const struct embeddings_options *o,
    const char *const *texts, size_t n, bool plain)
{
	struct jw w = JW_INIT(out);

	jw_object(&w);
	jw_text(jw_key(&w, "model"), o->model);
	jw_array(jw_key(&w, "input"));
	for (size_t i = 0; i < n; i++)
		jw_text(&w, texts[i]);
	jw_end(&w);
	if (!plain)
		jw_text(jw_key(&w, "encoding_format"), "base64");
	if (o->dimension > 0)
		jw_int(jw_key(&w, "dimensions"), o->dimension);
	jw_end(&w);
}

static void
put_body(const struct embeddings *em, struct service_call *c)
{
	struct asked *as = c->answer;
	struct sbuf *body = sbuf_arena(c->mem);

	as->plain = em->plain;
	embeddings_body(body, &em->opt, as->texts, as->answer.n, as->plain);
	c->request.body = sbuf_cstr(body);
	c->request.len = body->len;
}

/* ---- vectors ---- */

static bool
wrong(struct service_call *c, const char *what, size_t i)
{
	c->said.error = arena_fmt(c->mem, "vector %zu %s", i + 1, what);
	return false;
}

static bool
odd(struct service_call *c, const char *what, size_t i)
{
	struct asked *as = c->answer;

	as->answer.odd = true;
	return wrong(c, what, i);
}

/* The first vector of all decides, where none is wanted. */
static bool
fits(struct service_call *c, size_t i, size_t n)
{
	struct embeddings *em = c->client;

	if (em->dimension == 0 && n <= EMBEDDINGS_DIMENSION_MOST)
		em->dimension = n;
	if (n == em->dimension && n > 0)
		return true;
	return odd(c, arena_fmt(c->mem, "has %zu numbers, not %zu", n,
	    em->dimension), i);
}

/* NULL: it does not fit. */
static float *
take_text(struct service_call *c, size_t i, const char *text)
{
	size_t len = strlen(text), bytes;
	unsigned char *raw = arena_alloc(c->mem, len / 4 * 3 + 4);
	float *v;

	if (!crypto_unbase64(text, len, raw, &bytes) || bytes % 4 != 0) {
		odd(c, "is no base64 of floats", i);
		return NULL;
	}
	if (!fits(c, i, bytes / 4))
		return NULL;
	v = arena_array(c->mem, bytes / 4, sizeof(*v));
	for (size_t k = 0; k < bytes / 4; k++) {
		uint32_t b = (uint32_t)raw[4 * k] |
		    (uint32_t)raw[4 * k + 1] << 8 |
		    (uint32_t)raw[4 * k + 2] << 16 |
		    (uint32_t)raw[4 * k + 3] << 24;

		memcpy(&v[k], &b, sizeof(b));
	}
	return v;
}

static float *
take_list(struct service_call *c, size_t i, struct json_object *list)
{
	size_t n = jr_len(list);
	float *v;

	if (!fits(c, i, n))
		return NULL;
	v = arena_array(c->mem, n, sizeof(*v));
	for (size_t k = 0; k < n; k++)
		v[k] = (float)jr_number(jr_array_at(list, k), NAN);
	return v;
}

/* To length 1; false: it has none. */
static bool
normalise(struct service_call *c, size_t i, const float *v, float *to)
{
	const struct embeddings *em = c->client;
	double sum = 0, scale;

	for (size_t k = 0; k < em->dimension; k++)
		sum += (double)v[k] * (double)v[k];
	if (!isfinite(sum) || sum <= 0)
		return wrong(c, sum == 0 ? "is zero" :
		    "holds what is no number", i);
	scale = 1 / sqrt(sum);
	for (size_t k = 0; k < em->dimension; k++)
		to[k] = (float)(v[k] * scale);
	return true;
}

static bool
take(struct service_call *c, struct json_object *item, bool *seen, float **all)
{
	const struct embeddings *em = c->client;
	struct asked *as = c->answer;
	int64_t at = jr_int(item, "index", -1);
	const char *text = jr_text(c->mem, item, "embedding");
	const float *v;

	if (at < 0 || at >= (int64_t)as->answer.n || seen[at])
		return odd(c, "has an index that is missing, twice there or "
		    "beyond the texts", at < 0 ? 0 : (size_t)at);
	seen[at] = true;
	v = text != NULL ? take_text(c, (size_t)at, text) :
	    take_list(c, (size_t)at, jr_array(item, "embedding"));
	if (v == NULL)
		return false;
	if (*all == NULL)
		*all = arena_array(c->mem, as->answer.n * em->dimension,
		    sizeof(**all));
	return normalise(c, (size_t)at, v, *all + (size_t)at * em->dimension);
}

static enum service_result
read_vectors(struct service_call *c, struct json_object *o)
{
	const struct embeddings *em = c->client;
	struct asked *as = c->answer;
	struct json_object *data = jr_array(o, "data");
	bool *seen = arena_array(c->mem, as->answer.n, sizeof(*seen));
	float *all = NULL;

	as->answer.model = service_member(c->mem, o, "model");
	as->answer.tokens = jr_int(jr_object(o, "usage"), "prompt_tokens", 0);
	if (jr_len(data) != as->answer.n) {
		c->said.error = arena_fmt(c->mem, "%zu vectors for %zu texts",
		    jr_len(data), as->answer.n);
		as->answer.odd = true;
		return SERVICE_EMPTY;
	}
	for (size_t i = 0; i < as->answer.n; i++)
		if (!take(c, jr_array_at(data, i), seen, &all))
			return SERVICE_EMPTY;
	as->answer.vector = all;
	as->answer.dimension = em->dimension;
	return SERVICE_OK;
}

/* ---- errors ---- */

static void
fail(struct arena *mem, const struct http_reply *r, struct json_object *o,
    struct service_said *said)
{
	openai_fault(mem, r, o, said);
	/* the limit of tokens of a request has no code of its own */
	if (said->result == SERVICE_CONTENT && (strstr(said->error,
	    "maximum context length") != NULL || strstr(said->error,
	    "max 300000 tokens") != NULL))
		said->result = SERVICE_LONG;
}

static bool
adapt(struct service_call *c)
{
	struct embeddings *em = c->client;
	struct asked *as = c->answer;

	if (c->said.result != SERVICE_CONTENT || as->plain ||
	    strstr(c->said.error, "encoding_format") == NULL)
		return false;
	em->plain = true;
	put_body(em, c);
	return true;
}

static const struct service_kind kind = { fail, read_vectors, adapt };

/* NULL: all can be sent. */
static const char *
unfit(struct arena *mem, const char *const *texts, size_t n,
    enum service_result *result)
{
	*result = SERVICE_CONTENT;
	if (n == 0 || n > EMBEDDINGS_TEXTS_MOST)
		return "1 to 2048 texts go into a call";
	for (size_t i = 0; i < n; i++) {
		if (*texts[i] == '\0')
			return arena_fmt(mem, "text %zu is empty", i + 1);
		if (tokens_of(texts[i]) > EMBEDDINGS_TEXT_TOKENS) {
			*result = SERVICE_LONG;
			return arena_fmt(mem, "text %zu", i + 1);
		}
	}
	return NULL;
}

struct service_call *
embeddings_ask(struct embeddings *em, const char *const *texts, size_t n,
    void *whose)
{
	enum { NUMBER_BYTES = 32, MORE_BYTES = 1 << 20 };
	struct service_call *c = service_call(em->service, &kind, whose);
	struct asked *as = arena_alloc(c->mem, sizeof(*as));
	enum service_result result;
	const char *why = unfit(c->mem, texts, n, &result);

	*as = (struct asked){ .answer = { .n = n, .model = "" } };
	c->answer = as;
	c->client = em;
	if (why != NULL) {
		service_refuse(c, result, why);
		return c;
	}
	as->texts = arena_array(c->mem, n, sizeof(*as->texts));
	for (size_t i = 0; i < n; i++)
		as->texts[i] = arena_text(c->mem, texts[i]);
	c->request.url = em->opt.url;
	c->request.must_end = true;
	c->request.max_body = MORE_BYTES + n * NUMBER_BYTES *
	    (em->dimension > 0 ? em->dimension : EMBEDDINGS_DIMENSION_MOST);
	put_body(em, c);
	service_send(em->service, c);
	return c;
}
