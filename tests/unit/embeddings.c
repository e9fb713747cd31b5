/* SPDX-License-Identifier: MIT */
/* The client of embeddings against its stand-in, over HTTP: batches, both forms of
 * vectors, and every way in which they are unusable or none come. */
#include "unit.h"

#include "base/arena.h"
#include "base/sbuf.h"
#include "tests/sandbox/serve.h"
#include "tests/sandbox/state.h"
#include "upstream/embeddings.h"

#include <math.h>
#include <stdlib.h>

struct bench {
	struct sandbox sb;
	struct serve s;
	struct embeddings_options opt;
	char url[96];
};

static void
begin(struct bench *b)
{
	sandbox_init(&b->sb);
	serve_begin(&b->s, &b->sb);
	snprintf(b->url, sizeof(b->url), "%s/openai/v1/embeddings", b->s.url);
	b->opt = (struct embeddings_options){ .url = b->url, .org = "",
		.key = "sk-sandbox", .project = "", .model = "small",
		.texts = 32, .timeout_ms = 1500, .calls = 4 };
}

static void
end(struct bench *b)
{
	serve_end(&b->s);
	sandbox_free(&b->sb);
}

static const char *const texts[] = { "it crashes", "a refund please",
	"it crashes again" };

static struct service_call *
until(struct embeddings *em)
{
	struct service_call *c = NULL;

	for (int i = 0; i < 20 && c == NULL; i++)
		c = embeddings_next(em, 1000);
	assert_non_null(c);
	return c;
}

static double
dot(const struct embeddings_answer *a, size_t i, size_t k)
{
	double sum = 0;

	for (size_t d = 0; d < a->dimension; d++)
		sum += (double)a->vector[i * a->dimension + d] *
		    (double)a->vector[k * a->dimension + d];
	return sum;
}

static void
assert_good(const struct embeddings_answer *a)
{
	assert_int_equal(a->n, 3);
	assert_true(a->tokens > 0);
	for (size_t i = 0; i < a->n; i++)
		assert_true(fabs(dot(a, i, i) - 1) < 1e-6);
	/* by index, in whatever order they came */
	assert_true(dot(a, 0, 2) > dot(a, 0, 1));
	assert_true(dot(a, 0, 2) > dot(a, 1, 2));
}

static const struct {
	const char *why, *fault;
	int count, ms, like;
	enum service_result result;
	const char *says;
	int tries;
} cases[] = {
	{ "base64", NULL, 0, 0, EMBED_OPENAI, SERVICE_OK, "", 1 },
	{ "floats although base64 was asked for", NULL, 0, 0, EMBED_FLOATS,
	  SERVICE_OK, "", 1 },
	{ "encoding_format is not known", NULL, 0, 0, EMBED_PLAIN, SERVICE_OK,
	  "", 2 },
	{ "reordered index", "reversed", 1, 0, EMBED_OPENAI, SERVICE_OK, "", 1 },
	{ "the same index twice", "same_index", 9, 0, EMBED_OPENAI,
	  SERVICE_EMPTY, "index", 1 },
	{ "wrong vector count", "wrong_count", 9, 0, EMBED_OPENAI,
	  SERVICE_EMPTY, "2 vectors for 3 texts", 1 },
	{ "wrong dimension", "wrong_dimension", 9, 0, EMBED_OPENAI,
	  SERVICE_EMPTY, "has 7 numbers, not 8", 1 },
	{ "NaN", "no_number", 9, 0, EMBED_OPENAI, SERVICE_EMPTY,
	  "no number", 1 },
	{ "null in a list", "no_number", 9, 0, EMBED_FLOATS, SERVICE_EMPTY,
	  "no number", 1 },
	{ "zero", "zero", 9, 0, EMBED_OPENAI, SERVICE_EMPTY, "is zero", 1 },
	{ "401 invalid_api_key", "401", 9, 0, EMBED_OPENAI, SERVICE_CONFIG,
	  "invalid_api_key", 1 },
	{ "404 model_not_found", "404", 9, 0, EMBED_OPENAI, SERVICE_CONFIG,
	  "model_not_found", 1 },
	{ "413 too many for a small server", "413", 9, 0, EMBED_TEI,
	  SERVICE_LONG, "413: batch size", 1 },
	{ "429 slow down, with retry-after-ms", "429", 1, 50, EMBED_OPENAI,
	  SERVICE_OK, "", 2 },
	{ "429 without retry-after", "429", 1, 0, EMBED_OPENAI, SERVICE_OK, "",
	  2 },
	{ "429 insufficient_quota", "quota", 9, 0, EMBED_OPENAI, SERVICE_QUOTA,
	  "quota", 1 },
	{ "500 server_error", "500", 1, 0, EMBED_OPENAI, SERVICE_OK, "", 2 },
	{ "503 server_is_overloaded", "503", 9, 20, EMBED_OPENAI, SERVICE_BUSY,
	  "overloaded", 3 },
	{ "an error at the top level, its code a number", "503", 9, 20,
	  EMBED_TEI, SERVICE_BUSY, "503: Overloaded", 3 },
	{ "a gateway's page", "html", 1, 0, EMBED_OPENAI, SERVICE_OK, "", 2 },
	{ "200 with a page", "html200", 1, 0, EMBED_OPENAI, SERVICE_OK, "", 2 },
	{ "truncated JSON", "truncate_json", 1, 0, EMBED_OPENAI, SERVICE_OK, "",
	  2 },
	{ "the connection ends", "drop", 1, 0, EMBED_OPENAI, SERVICE_OK, "", 2 },
	{ "no answer in time", "slow", 1, 1800, EMBED_OPENAI, SERVICE_OK, "",
	  2 },
};

static void
test_answers(void **state)
{
	struct bench b;

	(void)state;
	begin(&b);
	for (size_t i = 0; i < LEN(cases); i++) {
		struct embeddings *em;
		const struct embeddings_answer *a;
		struct service_call *c;
		int whose;

		printf("# %s\n", cases[i].why);
		b.sb.opt.embed_like = cases[i].like;
		b.opt.dimension = cases[i].fault != NULL && strcmp(
		    cases[i].fault, "wrong_dimension") == 0 ? 8 : 0;
		b.opt.model = b.opt.dimension > 0 ? "text-embedding-3-small" :
		    "small";
		em = embeddings_open(&b.opt);
		if (cases[i].fault != NULL)
			serve_fault(&b.s, cases[i].fault, "embeddings",
			    cases[i].count, cases[i].ms);
		embeddings_ask(em, texts, 3, &whose);
		c = until(em);
		assert_ptr_equal(c->whose, &whose);
		a = embeddings_answer(c);
		assert_int_equal(a->said.result, cases[i].result);
		assert_int_equal(a->said.tries, cases[i].tries);
		assert_non_null(strstr(a->said.error, cases[i].says));
		if (a->said.result == SERVICE_OK)
			assert_good(a);
		else
			assert_null(a->vector);
		embeddings_end(em, c);
		embeddings_close(em);
		b.sb.faults.n = 0;
	}
	end(&b);
}

static void
test_dimensions(void **state)
{
	static const struct {
		const char *why, *model;
		int64_t wanted;
		enum service_result result;
		size_t dimension;
	} asked[] = {
		{ "as the model has it", "text-embedding-3-small", 0,
		  SERVICE_OK, 1536 },
		{ "fewer, and of length 1 again", "text-embedding-3-large", 256,
		  SERVICE_OK, 256 },
		{ "an older model takes no wish", "text-embedding-ada-002", 256,
		  SERVICE_CONTENT, 0 },
		{ "more than it has", "text-embedding-3-small", 4000,
		  SERVICE_CONTENT, 0 },
		{ "a model that is not there", "text-embedding-9", 0,
		  SERVICE_CONFIG, 0 },
	};
	struct bench b;

	(void)state;
	begin(&b);
	for (size_t i = 0; i < LEN(asked); i++) {
		struct embeddings *em;
		const struct embeddings_answer *a;
		struct service_call *c;

		printf("# %s\n", asked[i].why);
		b.opt.model = asked[i].model;
		b.opt.dimension = asked[i].wanted;
		em = embeddings_open(&b.opt);
		embeddings_ask(em, texts, 3, NULL);
		c = until(em);
		a = embeddings_answer(c);
		assert_int_equal(a->said.result, asked[i].result);
		if (a->said.result == SERVICE_OK) {
			assert_int_equal(a->dimension, asked[i].dimension);
			assert_int_equal(embeddings_dimension(em),
			    asked[i].dimension);
			assert_good(a);
		}
		embeddings_end(em, c);
		embeddings_close(em);
	}
	printf("# another dimension than before\n");
	b.opt.model = "small";
	b.opt.dimension = 0;
	{
		struct embeddings *em = embeddings_open(&b.opt);
		struct service_call *c;

		embeddings_ask(em, texts, 3, NULL);
		embeddings_end(em, until(em));
		serve_fault(&b.s, "wrong_dimension", "", 1, 0);
		embeddings_ask(em, texts, 1, NULL);
		c = until(em);
		assert_int_equal(c->said.result, SERVICE_EMPTY);
		embeddings_close(em);
	}
	end(&b);
}

/* ---- batches ---- */

static const char *
text_of(size_t len)
{
	static char text[40000];

	memset(text, 'x', len);
	text[len] = '\0';
	return text;
}

static void
test_fit(void **state)
{
	static const struct {
		const char *why;
		int64_t most;
		size_t n, len, fit;
	} fits[] = {
		{ "all", 32, 3, 100, 3 },
		{ "by count", 32, 100, 10, 32 },
		{ "by the service's count", 100000, 3000, 10, 2048 },
		{ "by tokens", 2048, 100, 24000, 37 },
		{ "one is always taken", 32, 1, 39999, 1 },
	};
	struct arena *mem = arena_begin();
	struct embeddings_options o = { .texts = 0 };

	(void)state;
	for (size_t i = 0; i < LEN(fits); i++) {
		const char **list = arena_array(mem, fits[i].n, sizeof(*list));

		printf("# %s\n", fits[i].why);
		for (size_t k = 0; k < fits[i].n; k++)
			list[k] = text_of(fits[i].len);
		o.texts = fits[i].most;
		assert_int_equal(embeddings_fit(&o, list, fits[i].n),
		    fits[i].fit);
	}
	assert_int_equal(embeddings_cut("short"), 5);
	assert_int_equal(embeddings_cut(text_of(39999)), 24570);
	arena_end(mem);
}

static void
test_refused(void **state)
{
	static const struct {
		const char *why, *texts[2];
		size_t n, len;
		int64_t text_tokens, tokens;
		enum service_result result;
		const char *says;
		long calls;
	} asked[] = {
		{ "no texts", { NULL, NULL }, 0, 0, 8192, 300000,
		  SERVICE_CONTENT, "1 to 2048", 0 },
		{ "empty input", { "a", "" }, 2, 0, 8192, 300000,
		  SERVICE_CONTENT, "text 2 is empty", 0 },
		{ "one is too long", { "a", NULL }, 2, 30000, 8192, 300000,
		  SERVICE_LONG, "text 2", 0 },
		{ "more tokens than was thought", { "a", NULL }, 2, 400, 50,
		  300000, SERVICE_LONG, "maximum context length", 1 },
		{ "more in all than was thought", { "a", NULL }, 2, 400, 8192,
		  50, SERVICE_LONG, "max 300000 tokens", 1 },
	};
	struct bench b;

	(void)state;
	begin(&b);
	for (size_t i = 0; i < LEN(asked); i++) {
		const char *list[2] = { asked[i].texts[0], asked[i].texts[1] };
		struct embeddings *em = embeddings_open(&b.opt);
		struct service_call *c;
		long calls = b.sb.stat[STAT_embed_calls];

		printf("# %s\n", asked[i].why);
		if (list[1] == NULL)
			list[1] = text_of(asked[i].len);
		b.sb.opt.embed_text_tokens = asked[i].text_tokens;
		b.sb.opt.embed_tokens = asked[i].tokens;
		embeddings_ask(em, list, asked[i].n, NULL);
		c = until(em);
		assert_int_equal(c->said.result, asked[i].result);
		assert_non_null(strstr(c->said.error, asked[i].says));
		assert_int_equal(b.sb.stat[STAT_embed_calls] - calls,
		    asked[i].calls);
		embeddings_close(em);
	}
	end(&b);
}

/* Every byte that is no text leaves as one that is. */
static void
test_body(void **state)
{
	const char *const odd[] = { "a\xff\"b", "</script>\n" };
	struct embeddings_options o = { .model = "m", .dimension = 256 };
	struct sbuf body = SBUF_INIT;

	(void)state;
	embeddings_body(&body, &o, odd, 2, false);
	assert_string_equal(body.s, "{\"model\":\"m\",\"input\":["
	    "\"a\xef\xbf\xbd\\\"b\",\"\\u003c/script>\\n\"],"
	    "\"encoding_format\":\"base64\",\"dimensions\":256}");
	sbuf_clear(&body);
	o.dimension = 0;
	embeddings_body(&body, &o, odd, 1, true);
	assert_string_equal(body.s, "{\"model\":\"m\",\"input\":["
	    "\"a\xef\xbf\xbd\\\"b\"]}");
	sbuf_free(&body);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_answers),
		cmocka_unit_test(test_dimensions),
		cmocka_unit_test(test_fit),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_body),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
