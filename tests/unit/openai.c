/* SPDX-License-Identifier: MIT */
/* Requests in both forms, what answers mean, and when a call is tried again. */
#include "unit.h"

#include "base/arena.h"
#include "base/sbuf.h"
#include "net/http.h"
#include "upstream/openai.h"

static const struct openai_question question = { "Judge.", "{}", "judgement",
	"{\"type\":\"object\"}", 5 };

static void
test_bodies(void **state)
{
	struct openai_options o = { .model = "m", .api = OPENAI_CHAT };
	struct arena *mem = arena_begin();
	struct sbuf *chat = sbuf_arena(mem), *responses = sbuf_arena(mem);

	(void)state;
	openai_body(chat, &o, &question, false);
	assert_string_equal(sbuf_cstr(chat), "{\"model\":\"m\",\"messages\":["
	    "{\"role\":\"system\",\"content\":\"Judge.\"},"
	    "{\"role\":\"user\",\"content\":\"{}\"}],"
	    "\"max_completion_tokens\":5,\"response_format\":{\"type\":"
	    "\"json_schema\",\"json_schema\":{\"name\":\"judgement\","
	    "\"strict\":true,\"schema\":{\"type\":\"object\"}}},"
	    "\"temperature\":0,\"store\":false}");
	o.api = OPENAI_RESPONSES;
	openai_body(responses, &o, &question, true);
	assert_string_equal(sbuf_cstr(responses), "{\"model\":\"m\","
	    "\"instructions\":\"Judge.\",\"input\":[{\"role\":\"user\","
	    "\"content\":\"{}\"}],\"max_output_tokens\":16,\"text\":{"
	    "\"format\":{\"type\":\"json_schema\",\"name\":\"judgement\","
	    "\"strict\":true,\"schema\":{\"type\":\"object\"}}},"
	    "\"store\":false}");
	arena_end(mem);
}

#define CHAT(end, message)                                                     \
	"{\"model\":\"m-1\",\"choices\":[{\"finish_reason\":\"" end            \
	"\",\"message\":" message "}],\"usage\":{\"prompt_tokens\":7,"         \
	"\"completion_tokens\":3,\"prompt_tokens_details\":"                   \
	"{\"cached_tokens\":2}}}"
#define PART(type, text)                                                       \
	"{\"status\":\"completed\",\"output\":[{\"type\":\"reasoning\"},"      \
	"{\"type\":\"message\",\"content\":[{\"type\":\"" type "\"," text      \
	"}]}],\"usage\":{\"input_tokens\":7,\"output_tokens\":3,"              \
	"\"input_tokens_details\":{\"cached_tokens\":2}}}"
#define ERROR(fields) "{\"error\":{" fields "}}"

static const struct {
	const char *why;
	enum openai_api api;
	int status;
	const char *body;
	enum openai_result result;
	const char *says;	/* part of the text or of the error */
	int64_t retry_ms;	/* after the first try, at least; -1 none */
} answers[] = {
	{ "good", OPENAI_CHAT, 200, CHAT("stop", "{\"content\":\"{}\","
	  "\"refusal\":null}"), OPENAI_OK, "{}", -1 },
	{ "cut off", OPENAI_CHAT, 200, CHAT("length", "{\"content\":\"{\"}"),
	  OPENAI_TRUNCATED, "cut off", -1 },
	{ "declined", OPENAI_CHAT, 200, CHAT("stop", "{\"content\":null,"
	  "\"refusal\":\"I cannot\"}"), OPENAI_REFUSED, "I cannot", -1 },
	{ "withheld", OPENAI_CHAT, 200, CHAT("content_filter",
	  "{\"content\":\"{\"}"), OPENAI_FILTERED, "filter", -1 },
	{ "no content", OPENAI_CHAT, 200, CHAT("stop", "{\"content\":null}"),
	  OPENAI_EMPTY, "nothing", -1 },
	{ "a tool", OPENAI_CHAT, 200, CHAT("tool_calls", "{\"content\":null,"
	  "\"tool_calls\":[{}]}"), OPENAI_EMPTY, "nothing", -1 },
	{ "no choices", OPENAI_CHAT, 200, "{\"choices\":[]}", OPENAI_EMPTY,
	  "nothing", -1 },
	{ "an object of something else", OPENAI_CHAT, 200, "{}", OPENAI_EMPTY,
	  "nothing", -1 },
	{ "a page", OPENAI_CHAT, 200, "<html>", OPENAI_UNCLEAR, "no JSON", 375 },
	{ "no body", OPENAI_CHAT, 200, "", OPENAI_UNCLEAR, "no JSON", 375 },
	{ "good, other form", OPENAI_RESPONSES, 200, PART("output_text",
	  "\"text\":\"{}\""), OPENAI_OK, "{}", -1 },
	{ "declined", OPENAI_RESPONSES, 200, PART("refusal",
	  "\"refusal\":\"I cannot\""), OPENAI_REFUSED, "I cannot", -1 },
	{ "cut off", OPENAI_RESPONSES, 200, "{\"status\":\"incomplete\","
	  "\"incomplete_details\":{\"reason\":\"max_output_tokens\"}}",
	  OPENAI_TRUNCATED, "cut off", -1 },
	{ "withheld", OPENAI_RESPONSES, 200, "{\"status\":\"incomplete\","
	  "\"incomplete_details\":{\"reason\":\"content_filter\"}}",
	  OPENAI_FILTERED, "filter", -1 },
	{ "failed, worth a repeat", OPENAI_RESPONSES, 200,
	  "{\"status\":\"failed\",\"error\":{\"code\":\"server_error\","
	  "\"message\":\"oops\"}}", OPENAI_BUSY, "oops", 375 },
	{ "failed for what was asked", OPENAI_RESPONSES, 200,
	  "{\"status\":\"failed\",\"error\":{\"code\":\"invalid_prompt\","
	  "\"message\":\"no\"}}", OPENAI_CONTENT, "no", -1 },
	{ "nothing", OPENAI_RESPONSES, 200, "{\"status\":\"completed\","
	  "\"output\":[{\"type\":\"reasoning\"}]}", OPENAI_EMPTY, "nothing",
	  -1 },
	{ "slow down", OPENAI_CHAT, 429, ERROR("\"code\":"
	  "\"rate_limit_exceeded\",\"message\":\"slow\""), OPENAI_BUSY, "slow",
	  375 },
	{ "no money", OPENAI_CHAT, 429, ERROR("\"code\":\"insufficient_quota\""),
	  OPENAI_QUOTA, "insufficient_quota", -1 },
	{ "no money, in the type alone", OPENAI_CHAT, 429, ERROR("\"code\":null,"
	  "\"type\":\"insufficient_quota\""), OPENAI_QUOTA, "quota", -1 },
	{ "a wrong key", OPENAI_CHAT, 401, ERROR("\"code\":\"invalid_api_key\""),
	  OPENAI_CONFIG, "invalid_api_key", -1 },
	{ "a retired model", OPENAI_CHAT, 404, ERROR("\"code\":"
	  "\"model_not_found\""), OPENAI_CONFIG, "model_not_found", -1 },
	{ "too long", OPENAI_CHAT, 400, ERROR("\"code\":"
	  "\"context_length_exceeded\""), OPENAI_LONG, "longer", -1 },
	{ "a wrong shape", OPENAI_CHAT, 400, ERROR("\"message\":\"Unknown "
	  "parameter\",\"code\":null"), OPENAI_CONTENT, "Unknown parameter",
	  -1 },
	{ "a number as the code", OPENAI_CHAT, 500, ERROR("\"code\":500,"
	  "\"message\":\"loading\""), OPENAI_BUSY, "500: loading", 375 },
	{ "words as the error", OPENAI_CHAT, 503, "{\"error\":\"no slot\"}",
	  OPENAI_BUSY, "no slot", 375 },
	{ "a gateway's page", OPENAI_CHAT, 502, "<html>", OPENAI_BUSY,
	  "status 502", 375 },
	{ "a lock", OPENAI_CHAT, 409, "", OPENAI_BUSY, "409", 375 },
};

static void
test_answers(void **state)
{
	struct arena *mem = arena_begin();

	(void)state;
	for (size_t i = 0; i < LEN(answers); i++) {
		struct http_reply r = { .status = answers[i].status,
			.body = answers[i].body, .len = strlen(answers[i].body),
			.retry_after_ms = -1, .should_retry = -1 };
		struct openai_answer a;

		printf("# %s\n", answers[i].why);
		openai_read(mem, answers[i].api, &r, &a);
		assert_int_equal(a.result, answers[i].result);
		assert_non_null(strstr(a.result == OPENAI_OK ? a.text : a.error,
		    answers[i].says));
		if (answers[i].retry_ms < 0)
			assert_int_equal(openai_retry_ms(&r, &a, 1, 7), -1);
		else
			assert_in_range(openai_retry_ms(&r, &a, 1, 7),
			    answers[i].retry_ms, 500);
		if (a.result == OPENAI_OK) {
			assert_int_equal(a.input, 7);
			assert_int_equal(a.cached, 2);
			assert_int_equal(a.output, 3);
		}
	}
	arena_end(mem);
}

static void
test_retries(void **state)
{
	static const struct {
		const char *why;
		int64_t told_ms;
		int should, tries;
		enum openai_result result;
		int64_t least, most;
	} cases[] = {
		{ "first", -1, -1, 1, OPENAI_BUSY, 375, 500 },
		{ "second", -1, -1, 2, OPENAI_BUSY, 750, 1000 },
		{ "no third", -1, -1, 3, OPENAI_BUSY, -1, -1 },
		{ "as told", 1500, -1, 1, OPENAI_BUSY, 1500, 1500 },
		{ "told too long", 120001, -1, 1, OPENAI_BUSY, -1, -1 },
		{ "told not to", -1, 0, 1, OPENAI_BUSY, -1, -1 },
		{ "told to", -1, 1, 1, OPENAI_CONTENT, 375, 500 },
		{ "never without money", 10, 1, 1, OPENAI_QUOTA, -1, -1 },
		{ "not reachable", -1, -1, 1, OPENAI_AWAY, 375, 500 },
	};

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		struct http_reply r = { .retry_after_ms = cases[i].told_ms,
			.should_retry = cases[i].should };
		struct openai_answer a = { .result = cases[i].result };
		int64_t ms;

		printf("# %s\n", cases[i].why);
		for (uint32_t random = 0; random < 1000; random += 37) {
			ms = openai_retry_ms(&r, &a, cases[i].tries, random);
			assert_true(ms >= cases[i].least &&
			    ms <= cases[i].most);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bodies),
		cmocka_unit_test(test_answers),
		cmocka_unit_test(test_retries),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
