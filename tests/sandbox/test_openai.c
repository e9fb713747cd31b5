/* SPDX-License-Identifier: MIT */
/* The model: what it refuses, and that its answers are of the schema. */
#include "tests/sandbox/check.h"

#include "tests/sandbox/ask.h"
#include "tests/sandbox/state.h"

#define CHAT "/openai/v1/chat/completions"
#define RESPONSES "/openai/v1/responses"
#define NODE(more)                                                             \
	"{\"type\":\"object\",\"properties\":{\"works\":{\"type\":"            \
	"\"boolean\"}}" more "}"
#define STRICT ",\"required\":[\"works\"],\"additionalProperties\":false"
#define NAMED(schema) "\"name\":\"n\",\"strict\":true,\"schema\":" schema
#define CHAT_BODY(more) "{\"model\":\"gpt-4o-mini\",\"messages\":["            \
	"{\"role\":\"user\",\"content\":\"x\"}]" more "}"
#define CHAT_FORMAT(schema) ",\"response_format\":{\"type\":"                  \
	"\"json_schema\",\"json_schema\":{" NAMED(schema) "}}"
#define RESPONSES_BODY(more) "{\"model\":\"gpt-4o-mini\",\"input\":\"x\"" more \
	"}"
#define RESPONSES_FORMAT(schema) ",\"text\":{\"format\":{\"type\":"            \
	"\"json_schema\"," NAMED(schema) "}}"

static const struct {
	const char *why, *path, *body;
	int status;
	const char *says;	/* in the answer */
} cases[] = {
	{ "chat", CHAT, CHAT_BODY(CHAT_FORMAT(NODE(STRICT))), 200,
	  "{\\\"works\\\":true}" },
	{ "responses", RESPONSES, RESPONSES_BODY(RESPONSES_FORMAT(
	  NODE(STRICT))), 200, "output_text" },
	{ "no format", CHAT, CHAT_BODY(""), 200, "\"ok\"" },
	{ "the other form's format in chat", CHAT, CHAT_BODY(
	  RESPONSES_FORMAT(NODE(STRICT))), 400, "'text'" },
	{ "chat's format in the other form", RESPONSES, RESPONSES_BODY(
	  CHAT_FORMAT(NODE(STRICT))), 400, "'response_format'" },
	{ "chat's nesting in the other form", RESPONSES, RESPONSES_BODY(
	  ",\"text\":{\"format\":{\"type\":\"json_schema\",\"json_schema\":{"
	  NAMED(NODE(STRICT)) "}}}"), 400, "json_schema" },
	{ "no messages", CHAT, "{\"model\":\"gpt-4o-mini\"}", 400,
	  "'messages'" },
	{ "an empty list of them", CHAT,
	  "{\"model\":\"gpt-4o-mini\",\"messages\":[]}", 400, "at least one" },
	{ "a role nobody has", CHAT, "{\"model\":\"gpt-4o-mini\",\"messages\":"
	  "[{\"role\":\"boss\",\"content\":\"x\"}]}", 400, "role" },
	{ "a field that is not known", CHAT, CHAT_BODY(",\"max_length\":5"), 400,
	  "max_length" },
	{ "text for a number", CHAT, CHAT_BODY(
	  ",\"max_completion_tokens\":\"5\""), 400, "max_completion_tokens" },
	{ "too few tokens", RESPONSES, RESPONSES_BODY(
	  ",\"max_output_tokens\":15"), 400, "16" },
	{ "further properties", CHAT, CHAT_BODY(CHAT_FORMAT(
	  NODE(",\"required\":[\"works\"]"))), 400, "additionalProperties" },
	{ "a property that is not required", CHAT, CHAT_BODY(CHAT_FORMAT(
	  NODE(",\"required\":[],\"additionalProperties\":false"))), 400,
	  "'works'" },
	{ "a keyword that strict mode has not", CHAT, CHAT_BODY(CHAT_FORMAT(
	  NODE(STRICT ",\"allOf\":[]"))), 400, "allOf" },
	{ "a list as the root", CHAT, CHAT_BODY(CHAT_FORMAT(
	  "{\"type\":\"array\"}")), 400, "object" },
	{ "a model that is not there", CHAT, "{\"model\":\"gpt\",\"messages\":"
	  "[{\"role\":\"user\",\"content\":\"x\"}]}", 404, "model_not_found" },
	{ "no JSON", CHAT, "{", 400, "parse" },
	{ "another path", "/openai/v1/completions", "{}", 404, "Unknown" },
};

static void
test_shapes(void **state)
{
	struct sandbox sb;
	struct ask a;

	(void)state;
	sandbox_init(&sb);
	ask_begin(&a, &sb);
	assert_int_equal(ask_body(&a, "POST", CHAT, "application/json",
	    CHAT_BODY("")), 401);
	snprintf(a.bearer, sizeof(a.bearer), "Bearer sk-sandbox");
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		printf("# %s\n", cases[i].why);
		assert_int_equal(ask_body(&a, "POST", cases[i].path,
		    "application/json", cases[i].body), cases[i].status);
		assert_non_null(strstr(sbuf_cstr(&a.reply.body),
		    cases[i].says));
	}
	ask_done(&a);
	sandbox_free(&sb);
}

static void
test_models(void **state)
{
	struct sandbox sb;
	struct ask a;

	(void)state;
	sandbox_init(&sb);
	ask_begin(&a, &sb);
	snprintf(a.bearer, sizeof(a.bearer), "Bearer sk-sandbox");
	assert_int_equal(ask(&a, "GET", "/openai/v1/models"), 200);
	assert_non_null(strstr(sbuf_cstr(&a.reply.body), "\"gpt-4o-mini\""));
	ask_done(&a);
	sandbox_free(&sb);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_shapes),
		cmocka_unit_test(test_models),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
