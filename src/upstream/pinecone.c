/* SPDX-License-Identifier: MIT */
/* The index, its host, and calls: upstream/pinecone.h. */
#include "upstream/pinecone_call.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/sbuf.h"
#include "base/stop.h"
#include "net/http.h"
#include "text/json_read.h"

#include <string.h>

enum { LOOK_MS = 1000, CALL_BYTES = 64 << 20 };

struct pinecone {
	struct service *service;
	struct arena *mem;
	struct pinecone_options opt;
	struct arena *host_mem;
	const char *host;		/* with its scheme; NULL: not known */
	struct arena *said_mem;
	struct service_said said;
};

struct pinecone *
pinecone_open(const struct pinecone_options *o)
{
	const struct http_header headers[] = {
		{ "Api-Key", o->key },
		{ "X-Pinecone-Api-Version", "2025-10" },
		{ NULL, NULL },
	};
	struct arena *mem = arena_begin();
	struct pinecone *pc = arena_alloc(mem, sizeof(*pc));

	*pc = (struct pinecone){ .mem = mem, .opt = *o,
		.host_mem = arena_begin(), .said_mem = arena_begin(),
		.said = { .error = "", .code = "", .request_id = "",
		    .wait_ms = -1, .lsn = -1 },
		.service = service_open(&(struct service_options){
		    .key = o->key, .headers = headers,
		    .timeout_ms = o->timeout_ms, .calls = 1 }) };
	pc->opt.base_url = arena_text(mem, o->base_url);
	pc->opt.index = arena_text(mem, o->index);
	pc->opt.host = arena_text(mem, o->host);
	pc->opt.space = arena_text(mem, o->space);
	pc->opt.cloud = arena_text(mem, o->cloud);
	pc->opt.region = arena_text(mem, o->region);
	return pc;
}

void
pinecone_close(struct pinecone *pc)
{
	if (pc == NULL)
		return;
	service_close(pc->service);
	arena_end(pc->said_mem);
	arena_end(pc->host_mem);
	arena_end(pc->mem);
}

const struct service_said *
pinecone_said(const struct pinecone *pc)
{
	return &pc->said;
}

const struct pinecone_options *
pinecone_opt(const struct pinecone *pc)
{
	return &pc->opt;
}

static void
keep_said(struct pinecone *pc, const struct service_said *said)
{
	struct arena *mem = pc->said_mem;

	arena_reset(mem);
	pc->said = *said;
	pc->said.error = arena_text(mem, said->error);
	pc->said.code = arena_text(mem, said->code);
	pc->said.request_id = arena_text(mem, said->request_id);
}

enum service_result
pinecone_refuse(struct pinecone *pc, enum service_result result,
    const char *why)
{
	/* why may be of what was said last */
	struct service_said said = { .result = result, .code = "",
		.request_id = "", .wait_ms = -1, .lsn = -1,
		.error = arena_fmt(pc->said_mem, "%s: %s",
		    service_result_text(result), why) };
	struct arena *mem = arena_begin();

	said.error = arena_text(mem, said.error);
	keep_said(pc, &said);
	arena_end(mem);
	return result;
}

/* ---- errors ---- */

static const struct {
	int status;
	enum service_result result;
} by_status[] = {
	{ 401, SERVICE_CONFIG }, { 402, SERVICE_QUOTA }, { 403, SERVICE_CONFIG },
	{ 404, SERVICE_ABSENT }, { 408, SERVICE_BUSY }, { 409, SERVICE_EXISTS },
	{ 413, SERVICE_LONG }, { 429, SERVICE_BUSY },
};

/* The code of the control plane is a word, that of the data plane a number. */
static void
fail(struct arena *mem, const struct http_reply *r, struct json_object *o,
    struct service_said *said)
{
	int64_t n = jr_int(o, "code", -1);

	said->code = service_member(mem, jr_object(o, "error"), "code");
	if (n >= 0)
		said->code = arena_fmt(mem, "%lld", (long long)n);
	for (size_t i = 0; i < sizeof(by_status) / sizeof(*by_status); i++)
		if (by_status[i].status == r->status)
			said->result = by_status[i].result;
	if (strcmp(said->code, "QUOTA_EXCEEDED") == 0 || (r->status == 429 &&
	    strstr(said->error, "month") != NULL))
		said->result = SERVICE_QUOTA;
	/* "requests sent to the wrong API are refused" */
	if (r->status == 400 && strstr(said->error, "document") != NULL)
		said->result = SERVICE_CONFIG;
}

/* ---- calls ---- */

static enum service_result
read_call(struct service_call *c, struct json_object *o)
{
	const struct pinecone_call *pl = c->answer;

	return pl->read == NULL ? SERVICE_OK : pl->read(pl->mem, o, pl->to);
}

static const struct service_kind json_kind = { fail, read_call, NULL };
/* Some answers have no body. */
static const struct service_kind bare_kind = { fail, NULL, NULL };

/* At the address base; what came of it is pc->said. */
static enum service_result
call(struct pinecone *pc, const char *base, const struct pinecone_call *pl)
{
	struct service_call *c = service_call(pc->service, pl->read == NULL ?
	    &bare_kind : &json_kind, NULL);
	enum service_result result;

	c->answer = (void *)(uintptr_t)pl;
	c->request = (struct service_request){ .method = pl->method,
		.url = arena_fmt(c->mem, "%s%s", base, pl->path),
		.body = pl->body, .len = pl->len,
		.max_body = (size_t)CALL_BYTES };
	service_send(pc->service, c);
	service_wait(pc->service, c);
	result = c->said.result;
	keep_said(pc, &c->said);
	service_end(pc->service, c);
	return result;
}

/* ---- the index ---- */

static const char *
index_path(struct pinecone *pc, struct arena *mem)
{
	struct sbuf *out = sbuf_arena(mem);

	sbuf_text(out, "/indexes/");
	http_escape(out, pc->opt.index);
	return sbuf_cstr(out);
}

static enum service_result
read_index(struct arena *mem, struct json_object *o, void *to)
{
	struct pinecone_index *ix = to;
	struct json_object *status = jr_object(o, "status");

	*ix = (struct pinecone_index){
		.name = arena_text(mem, service_member(mem, o, "name")),
		.host = arena_text(mem, service_member(mem, o, "host")),
		.metric = arena_text(mem, service_member(mem, o, "metric")),
		.state = arena_text(mem, service_member(mem, status, "state")),
		.dimension = (size_t)jr_int(o, "dimension", 0),
		.ready = jr_bool(status, "ready", false) };
	return *ix->name != '\0' ? SERVICE_OK : SERVICE_EMPTY;
}

enum service_result
pinecone_describe(struct pinecone *pc, struct arena *mem,
    struct pinecone_index *ix)
{
	struct pinecone_call pl = { .read = read_index, .mem = mem, .to = ix,
		.method = "GET", .path = index_path(pc, mem) };
	enum service_result result = call(pc, pc->opt.base_url, &pl);

	/* what is made by the newer API has a schema and no dimension */
	if (result == SERVICE_OK && ix->dimension == 0)
		return pinecone_refuse(pc, SERVICE_CONFIG, arena_fmt(mem,
		    "index %s has no dimension: it is one of the Documents API, "
		    "not of the Vectors API (version 2025-10)", pc->opt.index));
	return result;
}

enum service_result
pinecone_create(struct pinecone *pc)
{
	struct arena *mem = arena_begin();
	struct sbuf *body = sbuf_arena(mem);
	struct jw w = JW_INIT(body);
	struct pinecone_index ix;
	struct pinecone_call pl = { .read = read_index, .mem = mem, .to = &ix,
		.path = "/indexes" };
	enum service_result result;

	jw_object(&w);
	jw_text(jw_key(&w, "name"), pc->opt.index);
	jw_int(jw_key(&w, "dimension"), (long long)pc->opt.dimension);
	jw_text(jw_key(&w, "metric"), "cosine");
	jw_object(jw_key(&w, "spec"));
	jw_object(jw_key(&w, "serverless"));
	jw_text(jw_key(&w, "cloud"), pc->opt.cloud);
	jw_text(jw_key(&w, "region"), pc->opt.region);
	jw_end(&w);
	jw_end(&w);
	jw_end(&w);
	pl.body = sbuf_cstr(body);
	pl.len = body->len;
	result = call(pc, pc->opt.base_url, &pl);
	pc->host = NULL;
	arena_end(mem);
	return result;
}

enum service_result
pinecone_drop(struct pinecone *pc)
{
	struct arena *mem = arena_begin();
	struct pinecone_call pl = { .method = "DELETE",
		.path = index_path(pc, mem) };
	enum service_result result = call(pc, pc->opt.base_url, &pl);

	pc->host = NULL;
	arena_end(mem);
	return result;
}

enum service_result
pinecone_ready(struct pinecone *pc, int64_t most_ms)
{
	int64_t end_ms = clock_mono_ms() + most_ms;
	struct arena *mem = arena_begin();
	struct pinecone_index ix;
	enum service_result result;

	for (;;) {
		arena_reset(mem);
		result = pinecone_describe(pc, mem, &ix);
		if (result != SERVICE_OK || ix.ready)
			break;
		if (clock_mono_ms() + LOOK_MS > end_ms)
			result = pinecone_refuse(pc, SERVICE_BUSY, arena_fmt(
			    mem, "index %s is still %s", pc->opt.index,
			    ix.state));
		else if (!stop_sleep_ms(LOOK_MS))
			result = pinecone_refuse(pc, SERVICE_STOPPED,
			    "while the index is made");
		if (result != SERVICE_OK)
			break;
	}
	arena_end(mem);
	return result;
}

/* ---- its host ---- */

static enum service_result
check_dimension(struct pinecone *pc, size_t dimension)
{
	if (dimension == pc->opt.dimension)
		return SERVICE_OK;
	return pinecone_refuse(pc, SERVICE_CONFIG, arena_fmt(pc->said_mem,
	    "index %s holds vectors of %zu numbers, not of %zu", pc->opt.index,
	    dimension, pc->opt.dimension));
}

/* Nothing but a name, a port and a path: the key goes there. */
static bool
is_host(const char *host)
{
	return *host != '\0' && host[strspn(host, "abcdefghijklmnopqrstuvwxyz"
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:/_")] == '\0';
}

/* A host has no scheme: that of the control plane, as of an emulator's. */
static void
keep_host(struct pinecone *pc, const char *host)
{
	bool plain = strncmp(pc->opt.base_url, "http://", 7) == 0;
	bool whole = strstr(host, "://") != NULL;

	arena_reset(pc->host_mem);
	pc->host = arena_fmt(pc->host_mem, "%s%s", whole ? "" : plain ?
	    "http://" : "https://", host);
}

static enum service_result
ask_host(struct pinecone *pc)
{
	struct arena *mem = arena_begin();
	struct pinecone_index ix;
	enum service_result result = pinecone_describe(pc, mem, &ix);

	if (result == SERVICE_OK)
		result = check_dimension(pc, ix.dimension);
	if (result == SERVICE_OK && !ix.ready)
		result = pinecone_refuse(pc, SERVICE_BUSY,
		    "the index is not ready");
	if (result == SERVICE_OK && !is_host(ix.host))
		result = pinecone_refuse(pc, SERVICE_UNCLEAR,
		    "the index has no host");
	if (result == SERVICE_OK)
		keep_host(pc, ix.host);
	arena_end(mem);
	return result;
}

static enum service_result
given_host(struct pinecone *pc)
{
	struct arena *mem = arena_begin();
	struct pinecone_stats stats;
	enum service_result result;

	keep_host(pc, pc->opt.host);
	result = pinecone_stats(pc, mem, &stats);
	if (result == SERVICE_OK)
		result = check_dimension(pc, stats.dimension);
	if (result != SERVICE_OK)
		pc->host = NULL;
	arena_end(mem);
	return result;
}

/* Nobody is there, or somebody who has not heard of the index. */
static bool
is_stale(const struct pinecone *pc)
{
	return *pc->opt.host == '\0' && (pc->said.result == SERVICE_AWAY ||
	    (pc->said.result == SERVICE_ABSENT && *pc->said.code == '\0'));
}

/* The host is asked for again; the call is made there, if it is another one. */
static enum service_result
ask_again(struct pinecone *pc, const struct pinecone_call *pl)
{
	struct arena *mem = arena_begin();
	const char *was = arena_text(mem, pc->host);
	struct service_said said = pc->said;
	enum service_result result;

	said.error = arena_text(mem, said.error);
	said.code = arena_text(mem, said.code);
	said.request_id = arena_text(mem, said.request_id);
	pc->host = NULL;
	result = ask_host(pc);
	if (result == SERVICE_OK && strcmp(was, pc->host) != 0) {
		result = call(pc, pc->host, pl);
	} else if (result == SERVICE_OK) {
		keep_said(pc, &said);
		result = said.result;
	}
	arena_end(mem);
	return result;
}

enum service_result
pinecone_ask(struct pinecone *pc, const struct pinecone_call *pl)
{
	enum service_result result = SERVICE_OK;

	if (pc->host == NULL)
		result = *pc->opt.host == '\0' ? ask_host(pc) : given_host(pc);
	if (result == SERVICE_OK)
		result = call(pc, pc->host, pl);
	return pc->host != NULL && is_stale(pc) ? ask_again(pc, pl) : result;
}
