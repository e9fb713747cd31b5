/* SPDX-License-Identifier: MIT */
/* The client of the Messages API against its stand-in, over HTTP: requests that it
 * takes, and every way in which an answer is unusable or none comes. */
#include "unit.h"

#include "base/arena.h"
#include "base/sbuf.h"
#include "tests/sandbox/ask.h"
#include "tests/sandbox/serve.h"
#include "tests/sandbox/state.h"
#include "upstream/anthropic.h"

#define SCHEMA                                                                 \
	"{\"type\":\"object\",\"properties\":{\"summary\":{\"type\":"          \
	"\"string\"},\"intent\":{\"type\":\"string\",\"enum\":[\"a\",\"b\"]}," \
	"\"note\":{\"anyOf\":[{\"type\":\"string\"},{\"type\":\"null\"}]}},"   \
	"\"required\":[\"summary\",\"intent\",\"note\"],"                      \
	"\"additionalProperties\":false}"

struct bench {
	struct sandbox sb;
	struct serve s;
	struct anthropic_options opt;
	char url[96];
};

static void
begin(struct bench *b)
{
	sandbox_init(&b->sb);
	serve_begin(&b->s, &b->sb);
	snprintf(b->url, sizeof(b->url), "%s/anthropic", b->s.url);
	b->opt = (struct anthropic_options){ .base_url = b->url,
		.key = "sk-ant-sandbox", .model = "claude-haiku-4-5",
		.timeout_ms = 1500, .calls = 4 };
}

static void
end(struct bench *b)
{
	serve_end(&b->s);
	sandbox_free(&b->sb);
}

static const struct anthropic_question question = { "Describe it.", "",
	"It crashes on start.", "record", SCHEMA, 500, false };

static struct service_call *
until(struct anthropic *an)
{
	struct service_call *c = NULL;

	for (int i = 0; i < 20 && c == NULL; i++)
		c = anthropic_next(an, 1000);
	assert_non_null(c);
	return c;
}

/* ---- every way a question can end ---- */

static const struct {
	const char *why, *fault;
	int count, ms;
	enum service_result result;
	const char *says;	/* part of the text or of the error */
	int tries;
} cases[] = {
	{ "good", NULL, 0, 0, SERVICE_OK, "\"summary\":\"It crashes", 1 },
	{ "max_tokens", "truncated", 1, 0, SERVICE_TRUNCATED, "cut off", 1 },
	{ "model_context_window_exceeded", "window", 1, 0, SERVICE_TRUNCATED,
	  "context window", 1 },
	{ "refusal", "refused", 1, 0, SERVICE_REFUSED, "general_harms", 1 },
	{ "pause_turn", "paused", 1, 0, SERVICE_CONTENT, "paused", 1 },
	{ "a stop_reason nobody knows", "odd_stop", 1, 0, SERVICE_EMPTY,
	  "something_new", 1 },
	{ "no content", "nothing", 1, 0, SERVICE_EMPTY, "holds nothing", 1 },
	{ "400 invalid_request_error", "400", 1, 0, SERVICE_CONTENT,
	  "messages: wrong", 1 },
	{ "400 for a spend limit", "spend", 9, 0, SERVICE_QUOTA, "usage limits",
	  1 },
	{ "400 prompt is too long", "too_long", 1, 0, SERVICE_LONG,
	  "200000 maximum", 1 },
	{ "400 compiled grammar is too large", "grammar", 1, 0, SERVICE_CONTENT,
	  "grammar", 1 },
	{ "401 authentication_error", "401", 9, 0, SERVICE_CONFIG,
	  "authentication_error", 1 },
	{ "402 billing_error", "402", 9, 0, SERVICE_QUOTA, "billing_error", 1 },
	{ "403 permission_error", "403", 9, 0, SERVICE_CONFIG, "permission", 1 },
	{ "404 not_found_error", "404", 9, 0, SERVICE_CONFIG, "claude-retired",
	  1 },
	{ "409 conflict_error", "409", 1, 0, SERVICE_OK, "summary", 2 },
	{ "413 request_too_large", "413", 9, 0, SERVICE_LONG, "too_large", 1 },
	{ "429 with retry-after", "429", 2, 100, SERVICE_OK, "summary", 3 },
	{ "429 without an end", "429", 9, 100, SERVICE_BUSY,
	  "rate_limit_error", 3 },
	{ "429 with more than is waited for", "429", 1, 200000, SERVICE_BUSY,
	  "rate_limit_error", 1 },
	{ "500 api_error", "500", 1, 0, SERVICE_OK, "summary", 2 },
	{ "504 timeout_error", "504", 1, 0, SERVICE_OK, "summary", 2 },
	{ "529 overloaded_error", "529", 1, 0, SERVICE_OK, "summary", 2 },
	{ "529 without an end", "529", 9, 0, SERVICE_BUSY, "overloaded_error",
	  3 },
	{ "a gateway's page", "html", 1, 0, SERVICE_OK, "summary", 2 },
	{ "200 with a page", "html200", 1, 0, SERVICE_OK, "summary", 2 },
	{ "200 with a page, always", "html200", 9, 0, SERVICE_UNCLEAR,
	  "no JSON", 3 },
	{ "half a body", "cut", 1, 0, SERVICE_OK, "summary", 2 },
	{ "truncated JSON", "truncate_json", 1, 0, SERVICE_OK, "summary", 2 },
	{ "no byte", "empty", 1, 0, SERVICE_OK, "summary", 2 },
	{ "the connection ends", "drop", 1, 0, SERVICE_OK, "summary", 2 },
	{ "no answer in time", "slow", 1, 1800, SERVICE_OK, "summary", 2 },
};

static void
test_answers(void **state)
{
	struct bench b;

	(void)state;
	begin(&b);
	for (size_t i = 0; i < LEN(cases); i++) {
		struct anthropic *an = anthropic_open(&b.opt);
		const struct anthropic_answer *a;
		struct service_call *c;
		int whose;

		printf("# %s\n", cases[i].why);
		if (cases[i].fault != NULL)
			serve_fault(&b.s, cases[i].fault, "anthropic",
			    cases[i].count, cases[i].ms);
		anthropic_ask(an, &question, &whose);
		c = until(an);
		assert_ptr_equal(c->whose, &whose);
		a = anthropic_answer(c);
		assert_int_equal(a->said.result, cases[i].result);
		assert_non_null(strstr(a->said.result == SERVICE_OK ? a->text :
		    a->said.error, cases[i].says));
		assert_int_equal(a->said.tries, cases[i].tries);
		if (a->said.result != SERVICE_OK)
			assert_string_equal(a->text, "");
		else
			assert_string_equal(a->said.request_id, "req_sandbox");
		anthropic_end(an, c);
		anthropic_close(an);
		b.sb.faults.n = 0;
	}
	end(&b);
}

static void
test_keys(void **state)
{
	struct anthropic *an;
	struct service_call *c;
	struct bench b;

	(void)state;
	begin(&b);
	b.opt.key = "sk-ant-revoked";
	an = anthropic_open(&b.opt);
	anthropic_ask(an, &question, NULL);
	c = until(an);
	printf("# the stand-in repeats the key; the error does not\n");
	assert_int_equal(c->said.result, SERVICE_CONFIG);
	assert_null(strstr(c->said.error, "revoked"));
	anthropic_end(an, c);
	anthropic_close(an);
	b.opt.base_url = "http://127.0.0.1:1";
	an = anthropic_open(&b.opt);
	anthropic_ask(an, &question, NULL);
	c = until(an);
	printf("# nobody listens\n");
	assert_int_equal(c->said.result, SERVICE_AWAY);
	assert_int_equal(c->said.tries, 3);
	anthropic_end(an, c);
	anthropic_close(an);
	end(&b);
}

/* ---- forms of the answer ---- */

static void
test_forms(void **state)
{
	static const struct {
		const char *why, *model;
		bool tool;
		long calls;
	} models[] = {
		{ "output_config", "claude-haiku-4-5", false, 2 },
		{ "thoughts before the text", "claude-think", false, 2 },
		{ "a tool where the field is refused, learnt once",
		    "claude-plain", true, 3 },
	};
	struct bench b;

	(void)state;
	begin(&b);
	for (size_t i = 0; i < LEN(models); i++) {
		long calls = b.sb.stat[STAT_anthropic_calls];
		struct anthropic *an;

		printf("# %s\n", models[i].why);
		b.opt.model = models[i].model;
		an = anthropic_open(&b.opt);
		for (int k = 0; k < 2; k++) {
			const struct anthropic_answer *a;
			struct service_call *c;

			anthropic_ask(an, &question, NULL);
			c = until(an);
			a = anthropic_answer(c);
			assert_int_equal(a->said.result, SERVICE_OK);
			assert_int_equal(a->text[0], '{');
			assert_int_equal(a->text[strlen(a->text) - 1], '}');
			anthropic_end(an, c);
		}
		assert_int_equal(anthropic_by_tool(an), models[i].tool);
		assert_int_equal(b.sb.stat[STAT_anthropic_calls] - calls,
		    models[i].calls);
		anthropic_close(an);
	}
	end(&b);
}

static void
test_cache(void **state)
{
	static const struct {
		const char *why;
		size_t system;		/* bytes */
		int64_t written[2], cached[2];
	} prefixes[] = {
		{ "too short to be kept", 400, { 0, 0 }, { 0, 0 } },
		{ "kept, then read", 20000, { 5000, 0 }, { 0, 5000 } },
	};
	struct bench b;

	(void)state;
	begin(&b);
	for (size_t i = 0; i < LEN(prefixes); i++) {
		struct anthropic *an = anthropic_open(&b.opt);
		struct anthropic_question q = question;
		struct sbuf text = SBUF_INIT;

		printf("# %s\n", prefixes[i].why);
		while (text.len < prefixes[i].system)
			sbuf_char(&text, 'x');
		q.system = text.s;
		for (int k = 0; k < 2; k++) {
			struct service_call *c = anthropic_ask(an, &q, NULL);
			const struct anthropic_answer *a;

			assert_ptr_equal(c, until(an));
			a = anthropic_answer(c);
			assert_int_equal(a->said.result, SERVICE_OK);
			assert_int_equal(a->written, prefixes[i].written[k]);
			assert_int_equal(a->cached, prefixes[i].cached[k]);
			assert_true(a->input > a->cached + a->written);
			assert_true(a->output > 0);
			anthropic_end(an, c);
		}
		sbuf_free(&text);
		anthropic_close(an);
	}
	end(&b);
}

static void
test_count(void **state)
{
	struct anthropic *an;
	struct service_call *c;
	struct bench b;

	(void)state;
	begin(&b);
	an = anthropic_open(&b.opt);
	anthropic_count(an, &question, NULL);
	c = until(an);
	assert_int_equal(c->said.result, SERVICE_OK);
	assert_true(anthropic_answer(c)->input > 5);
	anthropic_end(an, c);
	printf("# longer than the service takes: not sent\n");
	{
		struct anthropic_question q = question;
		struct sbuf text = SBUF_INIT;

		sbuf_reserve(&text, ANTHROPIC_QUESTION_MOST + 1);
		while (text.len < ANTHROPIC_QUESTION_MOST)
			sbuf_add(&text, "0123456789abcdef", 16);
		q.user = text.s;
		c = anthropic_ask(an, &q, NULL);
		sbuf_free(&text);
	}
	assert_ptr_equal(c, until(an));
	assert_int_equal(c->said.result, SERVICE_LONG);
	assert_int_equal(c->said.tries, 0);
	anthropic_close(an);
	end(&b);
}

/* ---- batches ---- */

static const struct {
	const char *why, *id, *fault, *model;
	enum service_result result;
	const char *says;
} lines[] = {
	{ "good", "row-1", NULL, NULL, SERVICE_OK, "summary" },
	{ "cut off", "row-2", "truncated", NULL, SERVICE_TRUNCATED, "cut off" },
	{ "declined", "row-3", "refused", NULL, SERVICE_REFUSED, "declined" },
	{ "errored, never worth a repeat", "row-4", "400", NULL,
	  SERVICE_CONTENT, "messages: wrong" },
	{ "errored, to be asked again", "row-5", "529", NULL, SERVICE_BUSY,
	  "overloaded_error" },
	{ "expired", "row-6", "expired", NULL, SERVICE_UNASKED, "expired" },
	{ "canceled", "row-7", "canceled", NULL, SERVICE_UNASKED, "canceled" },
	{ "a model that is not there", "row-8", NULL, "claude-2",
	  SERVICE_CONTENT, "model" },
};

static struct service_call *
done(struct anthropic *an, struct service_call *c, enum service_result result)
{
	assert_ptr_equal(until(an), c);
	if (c->said.result != result)
		printf("# %s\n", c->said.error);
	assert_int_equal(c->said.result, result);
	return c;
}

static const char *
created(struct arena *mem, struct anthropic *an, const struct sbuf *body)
{
	struct service_call *c = done(an, anthropic_batch_create(an, body, NULL),
	    SERVICE_OK);
	const char *id = arena_text(mem, anthropic_batch_of(c)->v[0].id);

	assert_int_equal(anthropic_batch_of(c)->v[0].state,
	    ANTHROPIC_BATCH_WORKING);
	anthropic_end(an, c);
	return id;
}

/* How many lines were read; each is what its row says. */
static size_t
read_lines(struct arena *mem, const char *text, size_t len)
{
	size_t n = 0;

	for (const char *p = text; p < text + len; p += strcspn(p, "\n") + 1) {
		struct anthropic_answer a;
		const char *id;
		size_t i = 0;

		assert_true(anthropic_batch_read(mem, p, strcspn(p, "\n"), &id,
		    &a));
		while (strcmp(lines[i].id, id) != 0)
			assert_true(++i < LEN(lines));
		printf("# line: %s\n", lines[i].why);
		if (n == 0)
			assert_string_not_equal(id, "row-1");
		assert_int_equal(a.said.result, lines[i].result);
		assert_non_null(strstr(a.said.result == SERVICE_OK ? a.text :
		    a.said.error, lines[i].says));
		n++;
	}
	return n;
}

static void
test_batch(void **state)
{
	struct arena *mem = arena_begin();
	struct sbuf body = SBUF_INIT;
	struct anthropic *an;
	struct service_call *c;
	struct bench b;
	const char *id, *text;
	size_t len;

	(void)state;
	begin(&b);
	an = anthropic_open(&b.opt);
	for (size_t i = 0; i < LEN(lines); i++) {
		struct anthropic_options o = b.opt;

		if (lines[i].model != NULL)
			o.model = lines[i].model;
		if (lines[i].fault != NULL)
			serve_fault(&b.s, lines[i].fault, lines[i].id, 1, 0);
		anthropic_batch_add(&body, &o, &question, ANTHROPIC_FORMAT,
		    lines[i].id);
	}
	assert_true(anthropic_batch_fits(&body, LEN(lines)));
	assert_false(anthropic_batch_fits(&body, ANTHROPIC_BATCH_LINES + 1));
	id = created(mem, an, &body);
	c = done(an, anthropic_batch_look(an, id, NULL), SERVICE_OK);
	printf("# counters stay until the end\n");
	assert_int_equal(anthropic_batch_of(c)->v[0].processing, LEN(lines));
	assert_int_equal(anthropic_batch_of(c)->v[0].succeeded, 0);
	anthropic_end(an, c);
	c = done(an, anthropic_batch_results(an, id, NULL), SERVICE_ABSENT);
	anthropic_end(an, c);
	c = done(an, anthropic_batch_look(an, id, NULL), SERVICE_OK);
	assert_int_equal(anthropic_batch_of(c)->v[0].state,
	    ANTHROPIC_BATCH_ENDED);
	assert_int_equal(anthropic_batch_of(c)->v[0].succeeded, 3);
	assert_int_equal(anthropic_batch_of(c)->v[0].errored, 3);
	assert_int_equal(anthropic_batch_of(c)->v[0].expired, 1);
	assert_true(anthropic_batch_of(c)->v[0].results);
	anthropic_end(an, c);
	c = done(an, anthropic_batch_results(an, id, NULL), SERVICE_OK);
	text = service_text(c, &len);
	assert_int_equal(read_lines(mem, text, len), LEN(lines));
	anthropic_end(an, c);
	anthropic_close(an);
	sbuf_free(&body);
	end(&b);
	arena_end(mem);
}

static void
test_batch_ends(void **state)
{
	struct arena *mem = arena_begin();
	struct sbuf body = SBUF_INIT;
	struct anthropic *an;
	struct service_call *c;
	struct bench b;
	const char *id;

	(void)state;
	begin(&b);
	an = anthropic_open(&b.opt);
	anthropic_batch_add(&body, &b.opt, &question, ANTHROPIC_FORMAT, "row-1");
	id = created(mem, an, &body);
	printf("# called off\n");
	c = done(an, anthropic_batch_cancel(an, id, NULL), SERVICE_OK);
	assert_int_equal(anthropic_batch_of(c)->v[0].state,
	    ANTHROPIC_BATCH_CANCELING);
	anthropic_end(an, c);
	for (int i = 0; i < 2; i++)
		anthropic_end(an, done(an, anthropic_batch_look(an, id, NULL),
		    SERVICE_OK));
	c = done(an, anthropic_batch_look(an, id, NULL), SERVICE_OK);
	assert_int_equal(anthropic_batch_of(c)->v[0].canceled, 1);
	anthropic_end(an, c);
	printf("# the answer to a creation is lost: not created twice, and on "
	    "the list\n");
	serve_fault(&b.s, "lost", "POST /anthropic/v1/messages/batches", 1, 0);
	c = done(an, anthropic_batch_create(an, &body, NULL), SERVICE_UNCLEAR);
	anthropic_end(an, c);
	assert_int_equal(b.sb.claude.n_batch, 2);
	c = done(an, anthropic_batch_list(an, "", NULL), SERVICE_OK);
	assert_int_equal(anthropic_batch_of(c)->n, 2);
	assert_string_equal(anthropic_batch_of(c)->v[1].id, id);
	assert_true(anthropic_batch_of(c)->v[0].created_at > 0);
	assert_string_equal(anthropic_batch_of(c)->after, "");
	anthropic_end(an, c);
	printf("# the same id twice\n");
	anthropic_batch_add(&body, &b.opt, &question, ANTHROPIC_FORMAT, "row-1");
	c = done(an, anthropic_batch_create(an, &body, NULL), SERVICE_CONTENT);
	assert_non_null(strstr(c->said.error, "unique"));
	anthropic_end(an, c);
	printf("# a batch that is not there\n");
	anthropic_end(an, done(an, anthropic_batch_look(an, "msgbatch_9/../x",
	    NULL), SERVICE_ABSENT));
	printf("# overloaded while looking\n");
	serve_fault(&b.s, "529", "batches", 1, 0);
	c = done(an, anthropic_batch_look(an, id, NULL), SERVICE_OK);
	assert_int_equal(c->said.tries, 2);
	anthropic_close(an);
	sbuf_free(&body);
	end(&b);
	arena_end(mem);
}

/* ---- what the stand-in refuses ---- */

#define BODY(more) "{\"model\":\"claude-haiku-4-5\",\"max_tokens\":9,"         \
	"\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]" more "}"
#define FORMAT(schema) BODY(",\"output_config\":{\"format\":{\"type\":"        \
	"\"json_schema\",\"schema\":" schema "}}")
#define TOOL(more) BODY(",\"tools\":[{\"name\":\"t\",\"input_schema\":{}}]"    \
	more)

static const struct {
	const char *why, *body;
	int status;
	const char *says;
} shapes[] = {
	{ "least", BODY(""), 200, "\"text\":\"o\"" },
	{ "no max_tokens", "{\"model\":\"claude-haiku-4-5\",\"messages\":"
	  "[{\"role\":\"user\",\"content\":\"x\"}]}", 400,
	  "max_tokens: Field required" },
	{ "a field that is not known", BODY(",\"max_output\":1"), 400,
	  "max_output: Extra inputs" },
	{ "OpenAI's format", BODY(",\"response_format\":{}"), 400,
	  "response_format" },
	{ "a system message", "{\"model\":\"claude-haiku-4-5\",\"max_tokens\":9,"
	  "\"messages\":[{\"role\":\"system\",\"content\":\"x\"}]}", 400,
	  "role" },
	{ "an answer begun", "{\"model\":\"claude-haiku-4-5\",\"max_tokens\":9,"
	  "\"messages\":[{\"role\":\"user\",\"content\":\"x\"},{\"role\":"
	  "\"assistant\",\"content\":\"{\"}]}", 400, "prefill" },
	{ "an empty block", BODY(",\"system\":[{\"type\":\"text\",\"text\":"
	  "\"\"}]"), 400, "non-empty" },
	{ "further properties", FORMAT("{\"type\":\"object\"}"), 400,
	  "additionalProperties" },
	{ "a limit of a number", FORMAT("{\"type\":\"integer\",\"minimum\":0}"),
	  400, "minimum: Extra inputs" },
	{ "a limit of a list", FORMAT("{\"type\":\"array\",\"minItems\":2}"),
	  400, "minItems" },
	{ "a tool that is not there", TOOL(",\"tool_choice\":{\"type\":\"tool\","
	  "\"name\":\"u\"}"), 400, "not found" },
	{ "a choice without tools", BODY(",\"tool_choice\":{\"type\":\"any\"}"),
	  400, "while providing" },
	{ "a mark of another kind", BODY(",\"system\":[{\"type\":\"text\","
	  "\"text\":\"x\",\"cache_control\":{\"type\":\"forever\"}}]"), 400,
	  "ephemeral" },
	{ "a mark that lasts too long", BODY(",\"system\":[{\"type\":\"text\","
	  "\"text\":\"x\",\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":"
	  "\"2h\"}}]"), 400, "5m or 1h" },
	{ "no JSON", "{", 400, "not valid JSON" },
};

static void
test_shapes(void **state)
{
	struct sandbox sb;
	struct ask a;

	(void)state;
	sandbox_init(&sb);
	ask_begin(&a, &sb);
	a.head[0] = (struct param){ "x-api-key", "sk-ant-sandbox", "" };
	a.n_head = 1;
	printf("# no version\n");
	assert_int_equal(ask_body(&a, "POST", "/anthropic/v1/messages",
	    "application/json", BODY("")), 400);
	a.head[1] = (struct param){ "anthropic-version", "2023-06-01", "" };
	a.n_head = 2;
	for (size_t i = 0; i < LEN(shapes); i++) {
		printf("# %s\n", shapes[i].why);
		assert_int_equal(ask_body(&a, "POST", "/anthropic/v1/messages",
		    "application/json", shapes[i].body), shapes[i].status);
		assert_non_null(strstr(sbuf_cstr(&a.reply.body),
		    shapes[i].says));
	}
	printf("# two ways to say who it is\n");
	snprintf(a.bearer, sizeof(a.bearer), "Bearer x");
	assert_int_equal(ask_body(&a, "POST", "/anthropic/v1/messages",
	    "application/json", BODY("")), 401);
	ask_done(&a);
	sandbox_free(&sb);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_answers),
		cmocka_unit_test(test_keys),
		cmocka_unit_test(test_forms),
		cmocka_unit_test(test_cache),
		cmocka_unit_test(test_count),
		cmocka_unit_test(test_batch),
		cmocka_unit_test(test_batch_ends),
		cmocka_unit_test(test_shapes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
