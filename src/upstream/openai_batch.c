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
	FILE_MS = 600 * 1000,	/* for a file to come or go */
	FILE_MAX = 512 << 20
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

/* ---- what is answered ---- */

static const char *
why_failed(struct arena *mem, struct json_object *o)
{
	struct json_object *first = jr_array_at(jr_array(jr_object(o, "errors"),
	    "data"), 0);
	int64_t line = jr_int(first, "line", 0);
	const char *code = service_member(mem, first, "code");
	const char *said = service_member(mem, first, "message");

	return arena_fmt(mem, "the service refused the batch%s%s%s%s%s",
	    *code ? ", " : "", code, *said ? ": " : "",
	    service_brief(mem, said), line > 0 ?
	    arena_fmt(mem, " (line %lld)", (long long)line) : "");
}

void
openai_batch_see(struct arena *mem, struct json_object *o,
    struct openai_batch_seen *seen)
{
	struct json_object *counts = jr_object(o, "request_counts");

	*seen = (struct openai_batch_seen){ .id = service_member(mem, o, "id"),
		.mark = service_member(mem, jr_object(o, "metadata"),
		    OPENAI_BATCH_MARK),
		.status = service_member(mem, o, "status"),
		.output_file = service_member(mem, o, "output_file_id"),
		.error_file = service_member(mem, o, "error_file_id"), .error = "",
		.total = jr_int(counts, "total", 0),
		.failed = jr_int(counts, "failed", 0) };
	seen->answered = jr_int(counts, "completed", 0) + seen->failed;
	for (size_t i = 0; i < sizeof(states) / sizeof(*states); i++)
		if (strcmp(states[i].status, seen->status) == 0)
			seen->state = states[i].state;
	if (seen->state == OPENAI_BATCH_FAILED)
		seen->error = why_failed(mem, o);
}

static enum service_result
no_batch(struct service_call *c)
{
	c->said.error = "the answer is none of a batch";
	return SERVICE_UNCLEAR;
}

static enum service_result
read_file(struct service_call *c, struct json_object *o)
{
	struct openai_batches *bs = c->answer;

	bs->file = service_member(c->mem, o, "id");
	return *bs->file != '\0' ? SERVICE_OK : no_batch(c);
}

static enum service_result
read_one(struct service_call *c, struct json_object *o)
{
	struct openai_batches *bs = c->answer;
	struct openai_batch_seen *seen = arena_alloc(c->mem, sizeof(*seen));

	openai_batch_see(c->mem, o, seen);
	bs->v = seen;
	bs->n = 1;
	return *seen->id != '\0' && *seen->status != '\0' ? SERVICE_OK :
	    no_batch(c);
}

static enum service_result
read_list(struct service_call *c, struct json_object *o)
{
	struct json_object *data = jr_array(o, "data");
	struct openai_batches *bs = c->answer;
	struct openai_batch_seen *v = arena_array(c->mem, jr_len(data),
	    sizeof(*v));

	bs->v = v;
	bs->n = jr_len(data);
	for (size_t i = 0; i < bs->n; i++)
		openai_batch_see(c->mem, jr_array_at(data, i), &v[i]);
	if (jr_bool(o, "has_more", false) && bs->n > 0)
		bs->after = v[bs->n - 1].id;
	return data != NULL ? SERVICE_OK : no_batch(c);
}

/* There it is the batch or the interface that is not found, unless the model is. */
static void
fail(struct arena *mem, const struct http_reply *r, struct json_object *o,
    struct service_said *said)
{
	openai_fail(mem, r, o, said);
	if ((r->status != 404 && r->status != 405) ||
	    strcmp(said->code, "model_not_found") == 0)
		return;
	said->result = SERVICE_ABSENT;
	said->means = NULL;
}

static const struct service_kind file_kind = { fail, read_file, NULL };
static const struct service_kind one_kind = { fail, read_one, NULL };
static const struct service_kind list_kind = { fail, read_list, NULL };
static const struct service_kind text_kind = { fail, NULL, NULL };

/* ---- calls ---- */

static struct service_call *
begin(struct openai *ai, const struct service_kind *kind, const char *path)
{
	struct service_call *c = openai_call(ai, kind, path);
	struct openai_batches *bs = arena_alloc(c->mem, sizeof(*bs));

	*bs = (struct openai_batches){ .file = "", .after = "" };
	c->answer = bs;
	c->request.once = true;
	return c;
}

/* Of one thing: path/ID, and what behind it. */
static struct service_call *
begin_of(struct openai *ai, const struct service_kind *kind, const char *path,
    const char *id, const char *what)
{
	struct sbuf out = SBUF_INIT;
	struct service_call *c;

	sbuf_text(&out, path);
	http_escape(&out, id);
	sbuf_text(&out, what);
	c = begin(ai, kind, sbuf_cstr(&out));
	sbuf_free(&out);
	return c;
}

static struct service_call *
sent(struct openai *ai, struct service_call *c)
{
	openai_send(ai, c);
	return c;
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

struct service_call *
openai_batch_upload(struct openai *ai, const char *name,
    const struct sbuf *lines)
{
	struct service_call *c = begin(ai, &file_kind, "files");
	struct sbuf body = SBUF_INIT;
	char boundary[CRYPTO_TOKEN_SIZE];

	/* so long that it stands in no text, by chance nor by intent */
	crypto_token(boundary);
	sbuf_reserve(&body, lines->len + 1024);
	add_part(&body, boundary, "name=\"purpose\"", "batch", 5);
	add_part(&body, boundary, arena_fmt(c->mem, "name=\"file\"; "
	    "filename=\"%s\"\r\nContent-Type: application/jsonl", name),
	    sbuf_cstr(lines), lines->len);
	sbuf_fmt(&body, "--%s--\r\n", boundary);
	c->request.type = arena_fmt(c->mem, "multipart/form-data; boundary=%s",
	    boundary);
	c->request.body = body.s;
	c->request.len = body.len;
	c->request.total_ms = FILE_MS;
	openai_send(ai, c);
	c->request.body = NULL;		/* it was copied, and is not sent again */
	sbuf_free(&body);
	return c;
}

static const char *
endpoint(enum openai_api api)
{
	return api == OPENAI_CHAT ? "/v1/chat/completions" : "/v1/responses";
}

struct service_call *
openai_batch_create(struct openai *ai, const char *file, enum openai_api api,
    const char *mark)
{
	struct service_call *c = begin(ai, &one_kind, "batches");
	struct sbuf *body = sbuf_arena(c->mem);
	struct jw w = JW_INIT(body);

	jw_object(&w);
	jw_text(jw_key(&w, "input_file_id"), file);
	jw_text(jw_key(&w, "endpoint"), endpoint(api));
	jw_text(jw_key(&w, "completion_window"), "24h");
	jw_object(jw_key(&w, "metadata"));
	jw_text(jw_key(&w, OPENAI_BATCH_MARK), mark);
	jw_end(&w);
	jw_end(&w);
	c->request.body = sbuf_cstr(body);
	c->request.len = body->len;
	return sent(ai, c);
}

struct service_call *
openai_batch_list(struct openai *ai, const char *after)
{
	return sent(ai, begin_of(ai, &list_kind, *after ?
	    "batches?limit=100&after=" : "batches?limit=100", after, ""));
}

struct service_call *
openai_batch_look(struct openai *ai, const char *id)
{
	return sent(ai, begin_of(ai, &one_kind, "batches/", id, ""));
}

struct service_call *
openai_batch_cancel(struct openai *ai, const char *id)
{
	struct service_call *c = begin_of(ai, &one_kind, "batches/", id,
	    "/cancel");

	c->request.body = "{}";
	c->request.len = 2;
	return sent(ai, c);
}

struct service_call *
openai_batch_fetch(struct openai *ai, const char *file)
{
	struct service_call *c = begin_of(ai, &text_kind, "files/", file,
	    "/content");

	c->request.accept = "*/*";
	c->request.total_ms = FILE_MS;
	c->request.max_body = (size_t)FILE_MAX;
	return sent(ai, c);
}

struct service_call *
openai_batch_remove(struct openai *ai, const char *file)
{
	struct service_call *c = begin_of(ai, &text_kind, "files/", file, "");

	c->request.method = "DELETE";
	return sent(ai, c);
}

const struct openai_batches *
openai_batch_of(const struct service_call *c)
{
	return c->answer;
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
	*id = service_member(mem, o, "custom_id");
	response = jr_object(o, "response");
	body = jr_object(response, "body");
	r.status = (int)jr_int(response, "status_code", 0);
	r.body = response == NULL ? error_body(mem, o) : body == NULL ? "" :
	    jr_source(mem, body);
	r.len = strlen(r.body);
	openai_read(mem, api, &r, a);
	return true;
}
