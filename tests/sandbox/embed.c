/* SPDX-License-Identifier: MIT */
#include "tests/sandbox/embed.h"

#include "base/arena.h"
#include "base/json.h"
#include "base/sbuf.h"
#include "net/crypto.h"
#include "tests/sandbox/call.h"
#include "tests/sandbox/shape.h"
#include "tests/sandbox/state.h"
#include "text/json_read.h"

#include <math.h>
#include <string.h>

enum { TEXTS_MOST = 2048, TEI_MOST = 32, BYTES_PER_TOKEN = 4 };

void
embed_control(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	sent_answer(&sb->embedded, cl, rp);
}

/* ---- errors ---- */

static void
refuse(const struct sandbox *sb, struct reply *rp, int status, const char *type,
    const char *code, const char *message)
{
	struct jw w = JW_INIT(&rp->body);
	bool tei = sb->opt.embed_like == EMBED_TEI;

	rp->status = status;
	rp->type = "application/json";
	jw_object(&w);
	if (!tei)
		jw_object(jw_key(&w, "error"));
	jw_text(jw_key(&w, "message"), message);
	jw_text(jw_key(&w, "type"), type);
	if (tei) {
		jw_int(jw_key(&w, "code"), status);
	} else {
		jw_null(jw_key(&w, "param"));
		jw_text(jw_key(&w, "code"), code);
		jw_end(&w);
	}
	jw_end(&w);
}

static const struct {
	enum fault_kind kind;
	int status;
	const char *type, *code, *message;
} refusals[] = {
	{ F_quota, 429, "insufficient_quota", "insufficient_quota",
	  "You exceeded your current quota." },
	{ F_429, 429, "requests", "rate_limit_exceeded",
	  "Rate limit reached for requests." },
	{ F_401, 401, "invalid_request_error", "invalid_api_key",
	  "Incorrect API key provided." },
	{ F_404, 404, "invalid_request_error", "model_not_found",
	  "The model does not exist." },
	{ F_413, 413, "Validation", NULL, "batch size 64 > maximum allowed "
	  "batch size 32" },
	{ F_500, 500, "server_error", NULL, "The server had an error." },
	{ F_503, 503, "server_error", "server_is_overloaded", "Overloaded." },
};

static bool
fault_instead(struct sandbox *sb, const struct fault *f, struct call *cl,
    struct reply *rp)
{
	for (size_t i = 0; i < sizeof(refusals) / sizeof(*refusals); i++)
		if (refusals[i].kind == f->kind) {
			refuse(sb, rp, refusals[i].status, refusals[i].type,
			    refusals[i].code, refusals[i].message);
			if (f->ms > 0)
				reply_header(rp, "retry-after-ms",
				    arena_fmt(cl->mem, "%lld",
				    (long long)f->ms));
			return true;
		}
	return f->kind != F_KINDS &&
	    fault_before(f, &sb->opt, &sb->rate, cl, rp);
}

/* ---- requests ---- */

struct asked {
	const char **text;
	size_t n, dimension;
	int64_t tokens;
	const char *model;
	bool base64;
};

static const struct field request[] = {
	{ "model", "s", true }, { "input", "sa", true },
	{ "encoding_format", "s", false }, { "dimensions", "i", false },
	{ "user", "s", false }, { NULL, NULL, false },
};

static const struct {
	const char *model;
	size_t dimension;
} models[] = {
	{ "text-embedding-3-small", 1536 }, { "text-embedding-3-large", 3072 },
	{ "text-embedding-ada-002", 1536 }, { "small", 8 },
};

static const char *
texts_wrong(const struct sandbox *sb, struct arena *mem, struct json_object *o,
    struct asked *a)
{
	struct json_object *list = jr_array(o, "input");
	size_t most = sb->opt.embed_like == EMBED_TEI ? TEI_MOST : TEXTS_MOST;

	a->n = list != NULL ? jr_len(list) : 1;
	if (a->n == 0 || a->n > most)
		return arena_fmt(mem, "'input' must have 1 to %zu items.", most);
	a->text = arena_array(mem, a->n, sizeof(*a->text));
	for (size_t i = 0; i < a->n; i++) {
		const char *text = list == NULL ? jr_text(mem, o, "input") :
		    jr_text_at(mem, list, i);
		int64_t tokens;

		if (text == NULL || *text == '\0')
			return "'$.input' is invalid: an item is empty or no "
			    "text.";
		tokens = (int64_t)strlen(text) / BYTES_PER_TOKEN + 1;
		if (tokens > sb->opt.embed_text_tokens)
			return "This model's maximum context length is 8192 "
			    "tokens.";
		a->text[i] = text;
		a->tokens += tokens;
	}
	return a->tokens <= sb->opt.embed_tokens ? NULL :
	    "Requested too many tokens, max 300000 tokens per request.";
}

static const char *
dimension_wrong(struct json_object *o, struct asked *a)
{
	int64_t wanted = jr_int(o, "dimensions", 0);

	for (size_t i = 0; i < sizeof(models) / sizeof(*models); i++)
		if (strcmp(models[i].model, a->model) == 0)
			a->dimension = models[i].dimension;
	if (a->dimension == 0 || !jr_has(o, "dimensions"))
		return NULL;
	if (strstr(a->model, "-3-") == NULL)
		return "This model does not support specifying dimensions.";
	if (wanted < 1 || wanted > (int64_t)a->dimension)
		return "Invalid value for 'dimensions'.";
	a->dimension = (size_t)wanted;
	return NULL;
}

static const char *
request_wrong(const struct sandbox *sb, struct arena *mem,
    struct json_object *o, struct asked *a)
{
	static const char *const formats[] = { "float", "base64", NULL };
	const char *path, *format = jr_text(mem, o, "encoding_format");
	bool refuses = sb->opt.embed_like == EMBED_PLAIN && format != NULL;
	const char *wrong;

	if (shape_of(mem, o, request, "", &path) != SHAPE_FITS || refuses)
		return arena_fmt(mem, "'%s' is missing, unknown or of another "
		    "type.", refuses ? "encoding_format" : path);
	if (format != NULL && !shape_listed(format, formats))
		return "Invalid value of 'encoding_format'.";
	a->base64 = format != NULL && strcmp(format, "base64") == 0 &&
	    sb->opt.embed_like != EMBED_FLOATS;
	a->model = jr_text(mem, o, "model");
	wrong = texts_wrong(sb, mem, o, a);
	return wrong != NULL ? wrong : dimension_wrong(o, a);
}

/* ---- vectors ---- */

/* Each word adds a direction of its own. */
static void
add_word(float *v, size_t n, const char *word, size_t len)
{
	uint64_t h = 1469598103934665603u;

	for (size_t i = 0; i < len; i++)
		h = (h ^ ((unsigned char)word[i] | 0x20)) * 1099511628211u;
	for (size_t k = 0; k < n; k++) {
		h ^= h << 13;
		h ^= h >> 7;
		h ^= h << 17;
		v[k] += (float)((double)(h >> 11) / 4503599627370496.0 - 1);
	}
}

static float *
vector_of(struct arena *mem, const char *text, size_t n)
{
	float *v = arena_array(mem, n, sizeof(*v));
	double sum = 0;

	for (const char *p = text; *p != '\0';) {
		size_t len = strcspn(p, " \t\r\n.,;:!?()\"");

		if (len > 0)
			add_word(v, n, p, len);
		p += len + (p[len] != '\0');
	}
	v[0] += 0.01f;	/* a text of marks alone is no zero */
	for (size_t k = 0; k < n; k++)
		sum += (double)v[k] * (double)v[k];
	for (size_t k = 0; k < n; k++)
		v[k] = (float)(v[k] / sqrt(sum));
	return v;
}

static void
write_base64(struct arena *mem, struct jw *w, const float *v, size_t n)
{
	unsigned char *raw = arena_alloc(mem, 4 * n + 1);
	struct sbuf *text = sbuf_arena(mem);

	for (size_t k = 0; k < n; k++) {
		uint32_t b;

		memcpy(&b, &v[k], sizeof(b));
		for (int i = 0; i < 4; i++)
			raw[4 * k + (size_t)i] = (unsigned char)(b >> 8 * i);
	}
	crypto_base64(text, raw, 4 * n);
	jw_text(w, sbuf_cstr(text));
}

static void
write_item(struct arena *mem, struct jw *w, const struct asked *a, size_t i,
    enum fault_kind fault)
{
	size_t n = a->dimension - (fault == F_wrong_dimension);
	float *v = vector_of(mem, a->text[i], a->dimension);

	if (fault == F_no_number)
		v[0] = NAN;
	if (fault == F_zero)
		memset(v, 0, n * sizeof(*v));
	jw_object(w);
	jw_text(jw_key(w, "object"), "embedding");
	jw_int(jw_key(w, "index"), fault == F_same_index ? 0 : (int64_t)i);
	jw_key(w, "embedding");
	if (a->base64) {
		write_base64(mem, w, v, n);
	} else {
		jw_array(w);
		for (size_t k = 0; k < n; k++)
			jw_float(w, v[k]);
		jw_end(w);
	}
	jw_end(w);
}

static void
say(struct arena *mem, const struct asked *a, enum fault_kind fault,
    struct reply *rp)
{
	struct jw w = JW_INIT(&rp->body);
	size_t n = a->n - (fault == F_wrong_count);

	rp->type = "application/json";
	jw_object(&w);
	jw_text(jw_key(&w, "object"), "list");
	jw_array(jw_key(&w, "data"));
	for (size_t i = 0; i < n; i++)
		write_item(mem, &w, a, fault == F_reversed ? n - 1 - i : i,
		    fault);
	jw_end(&w);
	jw_text(jw_key(&w, "model"), a->model);
	jw_object(jw_key(&w, "usage"));
	jw_int(jw_key(&w, "prompt_tokens"), a->tokens);
	jw_int(jw_key(&w, "total_tokens"), a->tokens);
	jw_end(&w);
	jw_end(&w);
}

static void
serve(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	struct fault fault = faults_take(&sb->faults, cl);
	struct asked asked = { .n = 0 };
	struct json_object *body;
	const char *why, *wrong;

	sb->stat[STAT_embed_calls]++;
	sent_keep(&sb->embedded, cl->body, cl->body_len);
	if (fault_instead(sb, &fault, cl, rp))
		return;
	wrong = json_parse(cl->mem, cl->body, cl->body_len, &body, &why) ==
	    RC_OK ? request_wrong(sb, cl->mem, body, &asked) : "no JSON";
	if (wrong != NULL) {
		refuse(sb, rp, sb->opt.embed_like == EMBED_TEI ? 413 : 400,
		    "invalid_request_error", NULL, wrong);
		return;
	}
	if (asked.dimension == 0) {
		refuse(sb, rp, 404, "invalid_request_error", "model_not_found",
		    "The model does not exist.");
		return;
	}
	sb->stat[STAT_embed_texts] += (long)asked.n;
	rp->delay_ms = sb->opt.openai_delay;
	say(cl->mem, &asked, fault.kind, rp);
	if (fault.kind != F_KINDS)
		fault_after(&fault, rp);
}

void
embed_answer(struct sandbox *sb, struct call *cl, struct reply *rp)
{
	reply_header(rp, "x-request-id", "req_sandbox");
	if (cl->authorization == NULL || strcmp(cl->authorization,
	    arena_fmt(cl->mem, "Bearer %s", sb->opt.openai_key)) != 0)
		refuse(sb, rp, 401, "invalid_request_error", "invalid_api_key",
		    arena_fmt(cl->mem, "Incorrect API key provided: %s",
		    cl->authorization == NULL ? "" : cl->authorization));
	else if (strcmp(cl->method, "POST") != 0)
		refuse(sb, rp, 405, "invalid_request_error", NULL, "POST");
	else
		serve(sb, cl, rp);
}
