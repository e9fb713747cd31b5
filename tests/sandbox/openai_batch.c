/* SPDX-License-Identifier: MIT */
/* Files and batches of the model's API: sandbox/openai.h. */
#include "tests/sandbox/openai.h"

#include "base/arena.h"
#include "base/json.h"
#include "base/parse.h"
#include "base/sbuf.h"
#include "tests/sandbox/call.h"
#include "tests/sandbox/state.h"
#include "text/json_read.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINES_MAX = 50000, ID_LEN = 24, LIST_MAX = 100, STAGES = 4 };

struct openai_file {
	char id[ID_LEN];
	char *bytes;
	size_t len;
	bool gone;
};

/* In the order in which a batch goes through them, then other ends. */
enum stage { VALIDATING, IN_PROGRESS, FINALIZING, COMPLETED, FAILED, EXPIRED,
	CANCELLING, CANCELLED };

static const char *const stages[] = { "validating", "in_progress",
	"finalizing", "completed", "failed", "expired", "cancelling",
	"cancelled" };

struct openai_batch_made {
	char id[ID_LEN], input[ID_LEN], output[ID_LEN], error[ID_LEN];
	char *endpoint, *metadata;	/* JSON */
	char *sent;
	const char *code, *message;	/* why it failed */
	int64_t line;			/* which */
	enum stage stage;
	enum fault_kind fault;
	int64_t looks, total, completed, failed, created_at;
};

void
openai_batches_free(struct openai_world *ow)
{
	for (size_t i = 0; i < ow->files; i++)
		free(ow->file[i].bytes);
	for (size_t i = 0; i < ow->batches; i++) {
		free(ow->batch[i].endpoint);
		free(ow->batch[i].metadata);
		free(ow->batch[i].sent);
	}
	free(ow->file);
	free(ow->batch);
}

void
openai_batches_sent(const struct openai_world *ow, struct sbuf *out)
{
	for (size_t i = 0; i < ow->batches; i++)
		sbuf_fmt(out, "%s\n", ow->batch[i].sent);
}

static char *
copy(const char *bytes, size_t len)
{
	char *s = must_alloc(len + 1);

	memcpy(s, bytes, len);
	s[len] = '\0';
	return s;
}

/* ---- files ---- */

static struct openai_file *
file_add(struct openai_world *ow, const char *bytes, size_t len)
{
	struct openai_file *f;

	ow->file = must_realloc(ow->file, (ow->files + 1) * sizeof(*ow->file));
	f = &ow->file[ow->files++];
	*f = (struct openai_file){ .bytes = copy(bytes, len), .len = len };
	snprintf(f->id, sizeof(f->id), "file-%zu", ow->files);
	return f;
}

static struct openai_file *
file_find(const struct openai_world *ow, const char *id)
{
	for (size_t i = 0; i < ow->files; i++)
		if (strcmp(ow->file[i].id, id) == 0 && !ow->file[i].gone)
			return &ow->file[i];
	return NULL;
}

static const char *
find(const char *in, size_t len, const char *what)
{
	size_t n = strlen(what);

	for (; len >= n; in++, len--)
		if (*in == *what && memcmp(in, what, n) == 0)
			return in;
	return NULL;
}

/* A part of a form: between its blank line and the next boundary. */
static const char *
part_of(struct call *cl, const char *name, size_t *len)
{
	const char *b = cl->content_type == NULL ? NULL :
	    strstr(cl->content_type, "boundary=");
	const char *end = cl->body + cl->body_len, *p, *q;

	if (b == NULL || strstr(cl->content_type, "multipart/form-data") == NULL)
		return NULL;
	b = arena_fmt(cl->mem, "\r\n--%s", b + strlen("boundary="));
	name = arena_fmt(cl->mem, "form-data; name=\"%s\"", name);
	p = find(cl->body, cl->body_len, name);
	p = p == NULL ? NULL : find(p, (size_t)(end - p), "\r\n\r\n");
	if (p == NULL)
		return NULL;
	p += 4;
	q = find(p, (size_t)(end - p), b);
	*len = q == NULL ? 0 : (size_t)(q - p);
	return q == NULL ? NULL : p;
}

static void
write_file(const struct openai_file *f, struct call *cl, struct reply *rp)
{
	struct jw w = JW_INIT(&rp->body);

	rp->type = "application/json";
	jw_object(&w);
	jw_text(jw_key(&w, "id"), f->id);
	jw_text(jw_key(&w, "object"), "file");
	jw_int(jw_key(&w, "bytes"), (long long)f->len);
	jw_int(jw_key(&w, "created_at"), cl->now);
	jw_text(jw_key(&w, "filename"), "lines.jsonl");
	jw_text(jw_key(&w, "purpose"), "batch");
	jw_text(jw_key(&w, "status"), "processed");
	jw_end(&w);
}

static void
upload(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	size_t purpose_len = 0, len = 0;
	const char *purpose = part_of(cl, "purpose", &purpose_len);
	const char *bytes = part_of(cl, "file", &len);

	if (purpose == NULL || purpose_len != 5 || memcmp(purpose, "batch",
	    5) != 0)
		openai_refuse(rp, 400, "invalid_request_error", NULL,
		    "'purpose' must be batch.", "purpose");
	else if (bytes == NULL || len == 0)
		openai_refuse(rp, 400, "invalid_request_error", NULL,
		    "'file' is a required property.", "file");
	else
		write_file(file_add(&sb->openai, bytes, len), cl, rp);
}

static void
serve_file(struct sandbox *sb, struct call *cl, const char *id, bool content,
    struct reply *rp)
{
	struct openai_file *f = file_find(&sb->openai, id);
	struct jw w = JW_INIT(&rp->body);

	if (f == NULL) {
		openai_refuse(rp, 404, "invalid_request_error", NULL,
		    "No such File object.", "id");
	} else if (content) {
		rp->type = "application/octet-stream";
		sbuf_add(&rp->body, f->bytes, f->len);
	} else if (strcmp(cl->method, "DELETE") == 0) {
		f->gone = true;
		rp->type = "application/json";
		jw_object(&w);
		jw_text(jw_key(&w, "id"), f->id);
		jw_text(jw_key(&w, "object"), "file");
		jw_bool(jw_key(&w, "deleted"), true);
		jw_end(&w);
	} else {
		write_file(f, cl, rp);
	}
}

/* ---- the lines ---- */

struct line {
	const char *custom_id, *body;
};

/* False: b says what is wrong with which line. */
static bool
line_read(struct call *cl, struct openai_batch_made *b, const char *text,
    size_t len, struct line *out)
{
	struct json_object *o;
	const char *why, *method, *url;

	b->code = "invalid_json_line";
	b->message = "This line is not parseable as valid JSON.";
	if (json_parse(cl->mem, text, len, &o, &why) != RC_OK)
		return false;
	out->custom_id = jr_text(cl->mem, o, "custom_id");
	method = jr_text(cl->mem, o, "method");
	url = jr_text(cl->mem, o, "url");
	b->code = "missing_required_parameter";
	b->message = "custom_id, method, url or body is missing.";
	if (out->custom_id == NULL || method == NULL || url == NULL ||
	    jr_object(o, "body") == NULL)
		return false;
	b->code = "mismatched_endpoint";
	b->message = "The URL of a request does not match the batch's.";
	if (strcmp(url, b->endpoint) != 0 || strcmp(method, "POST") != 0)
		return false;
	out->body = jr_source(cl->mem, jr_object(o, "body"));
	return true;
}

static bool
is_double(const struct line *all, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(all[i].custom_id, all[n].custom_id) == 0)
			return true;
	return false;
}

/* NULL: the batch has failed. */
static struct line *
lines_read(struct call *cl, const struct openai_file *f,
    struct openai_batch_made *b)
{
	const char *p = f->bytes, *end = p + f->len, *nl;
	struct line *all = arena_array(cl->mem, LINES_MAX, sizeof(*all));

	for (; p < end; p = nl + 1) {
		nl = memchr(p, '\n', (size_t)(end - p));
		nl = nl == NULL ? end : nl;
		b->line = b->total + 1;
		if (b->total == LINES_MAX ||
		    !line_read(cl, b, p, (size_t)(nl - p), &all[b->total]))
			return NULL;
		b->code = "duplicate_custom_id";
		b->message = "The custom_id stands there twice.";
		if (is_double(all, (size_t)b->total))
			return NULL;
		b->total++;
	}
	b->code = NULL;
	return all;
}

static void
write_line(struct sbuf *out, const char *custom_id, const struct reply *answer,
    const char *code)
{
	struct jw w = JW_INIT(out);
	bool json = answer != NULL && answer->type != NULL &&
	    strcmp(answer->type, "application/json") == 0;

	jw_object(&w);
	jw_text(jw_key(&w, "id"), "batch_req_sandbox");
	jw_text(jw_key(&w, "custom_id"), custom_id);
	if (answer != NULL) {
		jw_object(jw_key(&w, "response"));
		jw_int(jw_key(&w, "status_code"), answer->status);
		jw_text(jw_key(&w, "request_id"), "req_sandbox");
		if (json)
			jw_raw(jw_key(&w, "body"), sbuf_cstr(&answer->body));
		else
			jw_null(jw_key(&w, "body"));
		jw_end(&w);
		jw_null(jw_key(&w, "error"));
	} else {
		jw_null(jw_key(&w, "response"));
		jw_object(jw_key(&w, "error"));
		jw_text(jw_key(&w, "code"), code);
		jw_text(jw_key(&w, "message"), "This request could not be "
		    "executed before the batch ended.");
		jw_end(&w);
	}
	jw_end(&w);
	sbuf_char(out, '\n');
}

/* A line is answered as a call would be. */
static void
answer_line(struct sandbox *sb, struct call *cl, struct openai_batch_made *b,
    const struct line *l, struct sbuf *out, struct sbuf *err)
{
	struct call one = { .mem = cl->mem, .method = "POST",
		.path = arena_fmt(cl->mem, "/openai/v1/batch-line%s",
		    b->endpoint + strlen("/v1")), .query = "",
		.content_type = "application/json", .body = l->body,
		.body_len = strlen(l->body), .now = cl->now };
	struct reply answer = REPLY_INIT;
	bool good;

	openai_complete(sb, &one, strcmp(b->endpoint, "/v1/responses") == 0,
	    &answer);
	good = answer.status == 200;
	if (good)
		b->completed++;
	else
		b->failed++;
	if (b->fault == F_batch_missing && b->completed + b->failed == 1) {
		reply_free(&answer);
		return;
	}
	write_line(good ? out : err, l->custom_id, &answer, NULL);
	if (b->fault == F_batch_twice)
		write_line(good ? out : err, l->custom_id, &answer, NULL);
	if (b->fault == F_batch_stranger)
		write_line(good ? out : err, "reply-999999999", &answer,
		    NULL);
	reply_free(&answer);
}

static void
keep_file(struct openai_world *ow, const struct sbuf *text, char id[ID_LEN])
{
	if (text->len > 0)
		snprintf(id, ID_LEN, "%s", file_add(ow, text->s, text->len)->id);
}

/* Answers the first so many, the last one first: lines come in any order. */
static void
run(struct sandbox *sb, struct call *cl, struct openai_batch_made *b,
    const struct line *all, size_t asked)
{
	struct sbuf *out = sbuf_arena(cl->mem), *err = sbuf_arena(cl->mem);

	for (size_t i = asked; i-- > 0;)
		answer_line(sb, cl, b, &all[i], out, err);
	for (size_t i = asked; i < (size_t)b->total; i++, b->failed++)
		write_line(err, all[i].custom_id, NULL, b->stage == EXPIRED ?
		    "batch_expired" : "batch_cancelled");
	keep_file(&sb->openai, out, b->output);
	keep_file(&sb->openai, err, b->error);
}

/* ---- a batch ---- */

static void
finish(struct sandbox *sb, struct call *cl, struct openai_batch_made *b,
    enum stage end)
{
	const struct openai_file *f = file_find(&sb->openai, b->input);
	struct line *all = f == NULL ? NULL : lines_read(cl, f, b);

	b->stage = all == NULL ? FAILED : end;
	if (all == NULL)
		b->total = 0;
	else
		run(sb, cl, b, all, (size_t)(end == COMPLETED ? b->total :
		    b->total / 2));
}

static void
fail(struct openai_batch_made *b, const char *code, const char *message)
{
	b->stage = FAILED;
	b->code = code;
	b->message = message;
}

/* With each look it gets further; openai_batch_looks of them a stage. */
static void
advance(struct sandbox *sb, struct call *cl, struct openai_batch_made *b)
{
	int64_t each = sb->opt.openai_batch_looks;
	int64_t at = each == 0 ? COMPLETED : ++b->looks / each;

	if (b->stage == CANCELLING)
		finish(sb, cl, b, CANCELLED);
	if (b->stage >= COMPLETED)
		return;
	b->stage = at < COMPLETED ? (enum stage)at : FINALIZING;
	if (b->stage != VALIDATING && b->fault == F_batch_failed)
		fail(b, "invalid_request", "The file could not be taken.");
	else if (b->stage != VALIDATING && b->fault == F_batch_limit)
		fail(b, "token_limit_exceeded", "Enqueued token limit reached.");
	else if (at >= COMPLETED)
		finish(sb, cl, b, b->fault == F_batch_expired ? EXPIRED :
		    b->fault == F_batch_cancelled ? CANCELLED : COMPLETED);
}

static void
write_errors(struct jw *w, const struct openai_batch_made *b)
{
	jw_object(jw_key(w, "errors"));
	jw_text(jw_key(w, "object"), "list");
	jw_array(jw_key(w, "data"));
	jw_object(w);
	jw_text(jw_key(w, "code"), b->code);
	jw_text(jw_key(w, "message"), b->message);
	jw_null(jw_key(w, "param"));
	if (b->line > 0)
		jw_int(jw_key(w, "line"), b->line);
	else
		jw_null(jw_key(w, "line"));
	jw_end(w);
	jw_end(w);
	jw_end(w);
}

static void
write_batch(struct jw *w, const struct openai_batch_made *b)
{
	jw_object(w);
	jw_text(jw_key(w, "id"), b->id);
	jw_text(jw_key(w, "object"), "batch");
	jw_text(jw_key(w, "endpoint"), b->endpoint);
	if (b->stage == FAILED)
		write_errors(w, b);
	else
		jw_null(jw_key(w, "errors"));
	jw_text(jw_key(w, "input_file_id"), b->input);
	jw_text(jw_key(w, "completion_window"), "24h");
	jw_text(jw_key(w, "status"), stages[b->stage]);
	jw_text(jw_key(w, "output_file_id"), *b->output ? b->output : NULL);
	jw_text(jw_key(w, "error_file_id"), *b->error ? b->error : NULL);
	jw_int(jw_key(w, "created_at"), b->created_at);
	jw_int(jw_key(w, "expires_at"), b->created_at + 86400);
	jw_object(jw_key(w, "request_counts"));
	jw_int(jw_key(w, "total"), b->total);
	jw_int(jw_key(w, "completed"), b->completed);
	jw_int(jw_key(w, "failed"), b->failed);
	jw_end(w);
	jw_raw(jw_key(w, "metadata"), b->metadata);
	jw_end(w);
}

static void
say_batch(const struct openai_batch_made *b, struct reply *rp)
{
	struct jw w = JW_INIT(&rp->body);

	rp->type = "application/json";
	write_batch(&w, b);
}

static const char *
create_wrong(struct sandbox *sb, struct call *cl, struct json_object *o,
    const char **param)
{
	const char *input = jr_text(cl->mem, o, "input_file_id");
	const char *endpoint = jr_text(cl->mem, o, "endpoint");
	const char *window = jr_text(cl->mem, o, "completion_window");

	*param = "input_file_id";
	if (input == NULL || file_find(&sb->openai, input) == NULL)
		return "Invalid 'input_file_id': no such file.";
	*param = "endpoint";
	if (endpoint == NULL || (strcmp(endpoint, "/v1/chat/completions") != 0 &&
	    strcmp(endpoint, "/v1/responses") != 0))
		return "Invalid value of 'endpoint'.";
	*param = "completion_window";
	return window == NULL || strcmp(window, "24h") != 0 ?
	    "Invalid value of 'completion_window'." : NULL;
}

static void
create(struct sandbox *sb, struct call *cl, enum fault_kind fault,
    struct reply *rp)
{
	struct openai_world *ow = &sb->openai;
	struct openai_batch_made *b;
	struct json_object *o;
	const char *why, *param = NULL, *endpoint, *metadata;

	if (json_parse(cl->mem, cl->body, cl->body_len, &o, &why) != RC_OK ||
	    (why = create_wrong(sb, cl, o, &param)) != NULL) {
		openai_refuse(rp, 400, "invalid_request_error", NULL, why,
		    param);
		return;
	}
	endpoint = jr_text(cl->mem, o, "endpoint");
	metadata = jr_object(o, "metadata") == NULL ? "null" :
	    jr_source(cl->mem, jr_object(o, "metadata"));
	ow->batch = must_realloc(ow->batch, (ow->batches + 1) *
	    sizeof(*ow->batch));
	b = &ow->batch[ow->batches++];
	*b = (struct openai_batch_made){ .created_at = cl->now, .fault = fault,
		.endpoint = copy(endpoint, strlen(endpoint)),
		.metadata = copy(metadata, strlen(metadata)),
		.sent = copy(cl->body, cl->body_len) };
	snprintf(b->id, sizeof(b->id), "batch_%zu", ow->batches);
	snprintf(b->input, sizeof(b->input), "%s", jr_text(cl->mem, o,
	    "input_file_id"));
	sb->stat[STAT_openai_batches]++;
	say_batch(b, rp);
}

static struct openai_batch_made *
batch_find(const struct openai_world *ow, const char *id)
{
	for (size_t i = 0; i < ow->batches; i++)
		if (strcmp(ow->batch[i].id, id) == 0)
			return &ow->batch[i];
	return NULL;
}

/* Newest first, after the one that is named. */
static void
list(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	const struct openai_world *ow = &sb->openai;
	const char *after = params_get(&cl->params, "after");
	const char *text = params_get(&cl->params, "limit");
	const struct openai_batch_made *from = after == NULL ? NULL :
	    batch_find(ow, after);
	size_t i = from == NULL ? ow->batches : (size_t)(from - ow->batch);
	int64_t most = 20;
	struct jw w = JW_INIT(&rp->body);

	if (text != NULL && !parse_int(text, 1, LIST_MAX, &most)) {
		openai_refuse(rp, 400, "invalid_request_error", NULL,
		    "Invalid 'limit'.", "limit");
		return;
	}
	rp->type = "application/json";
	jw_object(&w);
	jw_text(jw_key(&w, "object"), "list");
	jw_array(jw_key(&w, "data"));
	for (; i > 0 && most > 0; most--)
		write_batch(&w, &ow->batch[--i]);
	jw_end(&w);
	jw_bool(jw_key(&w, "has_more"), i > 0);
	jw_end(&w);
}

static void
serve_batch(struct sandbox *sb, struct call *cl, const char *id, bool cancel,
    struct reply *rp)
{
	struct openai_batch_made *b = batch_find(&sb->openai, id);

	if (b == NULL) {
		openai_refuse(rp, 404, "invalid_request_error", NULL,
		    "No batch found with that id.", "id");
		return;
	}
	if (cancel && b->stage >= COMPLETED && b->stage != CANCELLING) {
		openai_refuse(rp, 400, "invalid_request_error", NULL,
		    "Cannot cancel a batch that has ended.", NULL);
		return;
	}
	if (cancel)
		b->stage = CANCELLING;
	else
		advance(sb, cl, b);
	say_batch(b, rp);
}

/* ---- paths ---- */

/* "batches/ID/tail": the ID; NULL when the rest is another. */
static const char *
id_in(struct arena *mem, const char *path, const char *folder, const char *tail)
{
	size_t n = strlen(folder), len;

	if (strncmp(path, folder, n) != 0)
		return NULL;
	len = strcspn(path + n, "/");
	return len > 0 && strcmp(path + n + len, tail) == 0 ?
	    arena_copy(mem, path + n, len) : NULL;
}

static void
serve(struct sandbox *sb, struct call *cl, const char *path,
    enum fault_kind fault, struct reply *rp)
{
	bool post = strcmp(cl->method, "POST") == 0;
	const char *id;

	if (post && strcmp(path, "files") == 0)
		upload(sb, cl, rp);
	else if (post && strcmp(path, "batches") == 0)
		create(sb, cl, fault, rp);
	else if (!post && strcmp(path, "batches") == 0)
		list(sb, cl, rp);
	else if (!post && (id = id_in(cl->mem, path, "files/", "/content")))
		serve_file(sb, cl, id, true, rp);
	else if (!post && (id = id_in(cl->mem, path, "files/", "")))
		serve_file(sb, cl, id, false, rp);
	else if (post && (id = id_in(cl->mem, path, "batches/", "/cancel")))
		serve_batch(sb, cl, id, true, rp);
	else if (!post && (id = id_in(cl->mem, path, "batches/", "")))
		serve_batch(sb, cl, id, false, rp);
	else
		openai_refuse(rp, 404, "invalid_request_error", NULL,
		    "Unknown request URL.", NULL);
}

bool
openai_batches(struct sandbox *sb, struct call *cl, const char *path,
    struct reply *rp)
{
	struct fault fault;

	if (strncmp(path, "files", 5) != 0 && strncmp(path, "batches", 7) != 0)
		return false;
	fault = faults_take(&sb->faults, cl);
	if (sb->opt.openai_batch == OFF) {
		openai_refuse(rp, 404, "invalid_request_error", NULL,
		    "Unknown request URL.", NULL);
		return true;
	}
	if (openai_fault_instead(sb, &fault, cl, rp))
		return true;
	serve(sb, cl, path, fault.kind, rp);
	if (fault.kind != F_KINDS)
		fault_after(&fault, rp);
	return true;
}
