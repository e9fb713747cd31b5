/* SPDX-License-Identifier: MIT */
#include "upstream/openai_batch.h"

#include "base/arena.h"
#include "base/json.h"
#include "base/sbuf.h"
#include "net/crypto.h"
#include "net/http.h"
#include "text/json_read.h"

#include <string.h>

enum {
	CONNECT_MS = 5000,
	FILE_MS = 600 * 1000,	/* for a file to come or go */
	FILE_MAX = 512 << 20,
	JSON_MAX = 4 << 20,
	PAGE = 100
};

enum call { UPLOAD, BATCH, LIST, FETCH, REMOVE };

struct openai_batch {
	struct http *http;
	struct openai_options opt;
	struct arena *own;		/* of the options */
	struct arena *mem;		/* of the call */
	struct http_call *call;		/* NULL: none */
	enum call kind;
	struct openai_batch_reply reply;
	bool read;			/* reply is there */
};

static const struct {
	const char *status;
	enum openai_batch_state state;
} states[] = {
	{ "completed", OPENAI_BATCH_COMPLETED },
	{ "failed", OPENAI_BATCH_FAILED },
	{ "expired", OPENAI_BATCH_EXPIRED },
	{ "cancelled", OPENAI_BATCH_CANCELLED },
};

struct openai_batch *
openai_batch_open(const struct openai_options *o)
{
	struct arena *own = arena_begin();
	struct openai_batch *ob = arena_alloc(own, sizeof(*ob));

	*ob = (struct openai_batch){ .http = http_open("Tidemark", 1),
		.opt = *o, .own = own, .mem = arena_begin() };
	ob->opt.base_url = arena_text(own, o->base_url);
	ob->opt.key = arena_text(own, o->key);
	ob->opt.org = arena_text(own, o->org);
	ob->opt.project = arena_text(own, o->project);
	return ob;
}

void
openai_batch_close(struct openai_batch *ob)
{
	if (ob == NULL)
		return;
	openai_batch_end(ob);
	http_close(ob->http);
	arena_end(ob->mem);
	arena_end(ob->own);
}

void
openai_batch_end(struct openai_batch *ob)
{
	http_end(ob->http, ob->call);
	ob->call = NULL;
	ob->read = false;
	arena_reset(ob->mem);
}

/* ---- calls ---- */

struct sent {
	const char *method, *path, *type;
	const char *body;
	size_t len;
};

enum { HEADERS = 5 };

/* Those that have a value; ends with a NULL name. */
static void
fill_headers(struct openai_batch *ob, enum call kind, const char *type,
    struct http_header out[static HEADERS + 1])
{
	const struct http_header all[HEADERS] = {
		{ "Authorization", arena_fmt(ob->mem, "Bearer %s", ob->opt.key) },
		{ "Accept", kind == FETCH ? "*/*" : "application/json" },
		{ "Content-Type", type != NULL ? type : "application/json" },
		{ "OpenAI-Organization", ob->opt.org },
		{ "OpenAI-Project", ob->opt.project },
	};
	size_t n = 0;

	for (size_t i = 0; i < HEADERS; i++)
		if (*all[i].value != '\0')
			out[n++] = all[i];
	out[n] = (struct http_header){ NULL, NULL };
}

static void
start(struct openai_batch *ob, enum call kind, const struct sent *s)
{
	struct http_header headers[HEADERS + 1];
	bool file = kind == UPLOAD || kind == FETCH;
	struct http_request rq = { .method = s->method, .body = s->body,
		.body_len = s->len, .url = arena_fmt(ob->mem, "%s/%s",
		    ob->opt.base_url, s->path), .headers = headers,
		.connect_ms = CONNECT_MS, .total_ms = file ? FILE_MS :
		    ob->opt.timeout_ms,
		.max_body = kind == FETCH ? (size_t)FILE_MAX : JSON_MAX,
		.must_end = true, .once = true };

	fill_headers(ob, kind, s->type, headers);
	ob->kind = kind;
	ob->call = http_start(ob->http, &rq);
}

static const char *
escaped(struct openai_batch *ob, const char *text)
{
	struct sbuf *out = sbuf_arena(ob->mem);

	http_escape(out, text);
	return sbuf_cstr(out);
}

static void
add_part(struct sbuf *out, const char *boundary, const char *of,
    const char *bytes, size_t len)
{
	sbuf_fmt(out, "--%s\r\nContent-Disposition: form-data; %s\r\n\r\n",
	    boundary, of);
	sbuf_add(out, bytes, len);
	sbuf_text(out, "\r\n");
}

void
openai_batch_upload(struct openai_batch *ob, const char *name,
    const struct sbuf *lines)
{
	struct sbuf body = SBUF_INIT;
	char boundary[CRYPTO_TOKEN_SIZE];

	/* so long that it stands in no text, by chance nor by intent */
	crypto_token(boundary);
	sbuf_reserve(&body, lines->len + 1024);
	add_part(&body, boundary, "name=\"purpose\"", "batch", 5);
	add_part(&body, boundary, arena_fmt(ob->mem, "name=\"file\"; "
	    "filename=\"%s\"\r\nContent-Type: application/jsonl", name),
	    sbuf_cstr(lines), lines->len);
	sbuf_fmt(&body, "--%s--\r\n", boundary);
	start(ob, UPLOAD, &(struct sent){ .path = "files", .type = arena_fmt(
	    ob->mem, "multipart/form-data; boundary=%s", boundary),
	    .body = body.s, .len = body.len });
	sbuf_free(&body);	/* it was copied */
}

static const char *
endpoint(enum openai_api api)
{
	return api == OPENAI_CHAT ? "/v1/chat/completions" : "/v1/responses";
}

void
openai_batch_create(struct openai_batch *ob, const char *file,
    enum openai_api api, const char *mark)
{
	struct sbuf *body = sbuf_arena(ob->mem);
	struct jw w = JW_INIT(body);

	jw_object(&w);
	jw_text(jw_key(&w, "input_file_id"), file);
	jw_text(jw_key(&w, "endpoint"), endpoint(api));
	jw_text(jw_key(&w, "completion_window"), "24h");
	jw_object(jw_key(&w, "metadata"));
	jw_text(jw_key(&w, OPENAI_BATCH_MARK), mark);
	jw_end(&w);
	jw_end(&w);
	start(ob, BATCH, &(struct sent){ .path = "batches",
	    .body = sbuf_cstr(body), .len = body->len });
}

void
openai_batch_list(struct openai_batch *ob, const char *after)
{
	start(ob, LIST, &(struct sent){ .path = arena_fmt(ob->mem,
	    "batches?limit=%d%s%s", PAGE, *after ? "&after=" : "",
	    escaped(ob, after)) });
}

void
openai_batch_look(struct openai_batch *ob, const char *id)
{
	start(ob, BATCH, &(struct sent){ .path = arena_fmt(ob->mem,
	    "batches/%s", escaped(ob, id)) });
}

void
openai_batch_cancel(struct openai_batch *ob, const char *id)
{
	start(ob, BATCH, &(struct sent){ .path = arena_fmt(ob->mem,
	    "batches/%s/cancel", escaped(ob, id)), .body = "{}", .len = 2 });
}

void
openai_batch_fetch(struct openai_batch *ob, const char *file)
{
	start(ob, FETCH, &(struct sent){ .path = arena_fmt(ob->mem,
	    "files/%s/content", escaped(ob, file)) });
}

void
openai_batch_remove(struct openai_batch *ob, const char *file)
{
	start(ob, REMOVE, &(struct sent){ .method = "DELETE",
	    .path = arena_fmt(ob->mem, "files/%s", escaped(ob, file)) });
}

/* ---- what is answered ---- */

static const char *
text_of(struct arena *mem, struct json_object *o, const char *key)
{
	const char *text = jr_text(mem, o, key);

	return text != NULL ? text : "";
}

static const char *
why_failed(struct arena *mem, struct json_object *o)
{
	struct json_object *first = jr_array_at(jr_array(jr_object(o, "errors"),
	    "data"), 0);
	int64_t line = jr_int(first, "line", 0);
	const char *code = text_of(mem, first, "code");
	const char *said = text_of(mem, first, "message");

	return arena_fmt(mem, "the service refused the batch%s%s%s%s%s",
	    *code ? ", " : "", code, *said ? ": " : "",
	    openai_brief(mem, said), line > 0 ?
	    arena_fmt(mem, " (line %lld)", (long long)line) : "");
}

void
openai_batch_see(struct arena *mem, struct json_object *o,
    struct openai_batch_seen *seen)
{
	struct json_object *counts = jr_object(o, "request_counts");

	*seen = (struct openai_batch_seen){ .id = text_of(mem, o, "id"),
		.mark = text_of(mem, jr_object(o, "metadata"),
		    OPENAI_BATCH_MARK),
		.status = text_of(mem, o, "status"),
		.output_file = text_of(mem, o, "output_file_id"),
		.error_file = text_of(mem, o, "error_file_id"), .error = "",
		.total = jr_int(counts, "total", 0),
		.failed = jr_int(counts, "failed", 0) };
	seen->answered = jr_int(counts, "completed", 0) + seen->failed;
	for (size_t i = 0; i < sizeof(states) / sizeof(*states); i++)
		if (strcmp(states[i].status, seen->status) == 0)
			seen->state = states[i].state;
	if (seen->state == OPENAI_BATCH_FAILED)
		seen->error = why_failed(mem, o);
}

static void
read_list(struct arena *mem, struct json_object *o,
    struct openai_batch_reply *r)
{
	struct json_object *data = jr_array(o, "data");

	r->n = jr_len(data);
	r->list = arena_array(mem, r->n, sizeof(*r->list));
	for (size_t i = 0; i < r->n; i++)
		openai_batch_see(mem, jr_array_at(data, i), &r->list[i]);
	if (jr_bool(o, "has_more", false) && r->n > 0)
		r->after = r->list[r->n - 1].id;
}

/* What a good answer must hold is there. */
static bool
read_good(struct openai_batch *ob, struct json_object *o)
{
	struct openai_batch_reply *r = &ob->reply;

	switch (ob->kind) {
	case UPLOAD:
		r->file = text_of(ob->mem, o, "id");
		return *r->file != '\0';
	case LIST:
		read_list(ob->mem, o, r);
		return jr_array(o, "data") != NULL;
	case BATCH:
		openai_batch_see(ob->mem, o, &r->batch);
		return *r->batch.id != '\0' && *r->batch.status != '\0';
	default:
		return true;
	}
}

static void
read_reply(struct openai_batch *ob, const struct http_reply *hr)
{
	struct openai_batch_reply *r = &ob->reply;
	struct openai_answer a;
	struct json_object *o;

	*r = (struct openai_batch_reply){ .error = "", .code = "", .file = "",
		.after = "", .text = "", .wait_ms = hr->retry_after_ms };
	if (ob->kind == FETCH && hr->error == HTTP_NONE && hr->status == 200) {
		r->text = hr->body;
		r->len = hr->len;
		return;
	}
	o = openai_object(ob->mem, hr, &a);
	if (o != NULL && read_good(ob, o))
		return;
	if (o != NULL) {
		a.result = OPENAI_UNCLEAR;
		a.error = "the answer is none of a batch";
	}
	openai_hide_key(&ob->opt, &a);
	r->result = a.result;
	r->error = a.error;
	r->code = a.code;
	r->none = hr->status == 404 || hr->status == 405;
}

const struct openai_batch_reply *
openai_batch_next(struct openai_batch *ob, int64_t wait_ms)
{
	const struct http_reply *hr;

	if (ob->call == NULL)
		return NULL;
	http_pump(ob->http);
	if (http_reply_of(ob->call) == NULL && wait_ms > 0)
		http_wait_any(ob->http, wait_ms);
	hr = http_reply_of(ob->call);
	if (hr == NULL)
		return NULL;
	if (!ob->read)
		read_reply(ob, hr);
	ob->read = true;
	return &ob->reply;
}

/* ---- lines ---- */

void
openai_batch_add(struct sbuf *out, const struct openai_options *o,
    const struct openai_question *q, bool bare, const char *id)
{
	struct sbuf body = SBUF_INIT;
	struct jw w = JW_INIT(out);

	openai_body(&body, o, q, bare);
	jw_object(&w);
	jw_text(jw_key(&w, "custom_id"), id);
	jw_text(jw_key(&w, "method"), "POST");
	jw_text(jw_key(&w, "url"), endpoint(o->api));
	jw_raw(jw_key(&w, "body"), sbuf_cstr(&body));
	jw_end(&w);
	sbuf_char(out, '\n');
	sbuf_free(&body);
}

/* A line without an answer: {"error":{"code":"batch_expired"},"response":null} */
static const char *
error_body(struct arena *mem, struct json_object *o)
{
	struct json_object *error = jr_object(o, "error");

	return error == NULL ? "" : arena_fmt(mem, "{\"error\":%s}",
	    jr_source(mem, error));
}

bool
openai_batch_read(struct arena *mem, enum openai_api api, const char *line,
    size_t len, const char **id, struct openai_answer *a)
{
	struct json_object *o, *response, *body;
	struct http_reply r = { .retry_after_ms = -1, .should_retry = -1 };
	const char *why;

	if (json_parse(mem, line, len, &o, &why) != RC_OK ||
	    !jr_has(o, "custom_id"))
		return false;
	*id = text_of(mem, o, "custom_id");
	response = jr_object(o, "response");
	body = jr_object(response, "body");
	r.status = (int)jr_int(response, "status_code", 0);
	r.body = response == NULL ? error_body(mem, o) : body == NULL ? "" :
	    jr_source(mem, body);
	r.len = strlen(r.body);
	openai_read(mem, api, &r, a);
	return true;
}
