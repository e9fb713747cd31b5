/* SPDX-License-Identifier: MIT */
/* Requests in both forms, what answers mean, and when a call is tried again. */
#include "unit.h"

#include "base/arena.h"
#include "base/sbuf.h"
#include "base/utf8.h"
#include "net/http.h"
#include "text/json_read.h"
#include "upstream/openai_batch.h"

static const struct openai_question question = { "Judge.", "{}", "judgement",
	"{\"type\":\"object\"}", 5 };

/* What a service says is cut between characters: Postgres takes no half ones. */
static void
test_brief(void **state)
{
	static const char mark[] = "\xe2\x82\xac";	/* a Euro sign */
	struct arena *mem = arena_begin();
	struct sbuf *said = sbuf_arena(mem);
	struct openai_answer broken;

	(void)state;
	for (size_t skip = 0; skip < 3; skip++) {
		struct openai_answer a;

		sbuf_clear(said);
		sbuf_text(said, "{\"error\":{\"message\":\"");
		for (size_t i = 0; i < skip; i++)
			sbuf_text(said, "x");
		for (int i = 0; i < 400; i++)
			sbuf_text(said, mark);
		sbuf_text(said, "\"}}");
		openai_read(mem, OPENAI_CHAT, &(struct http_reply){ .status = 400,
		    .body = sbuf_cstr(said), .len = said->len }, &a);
		assert_true(strlen(a.said.error) > 300 && strlen(a.said.error) < 600);
		assert_true(utf8_valid(a.said.error, strlen(a.said.error)));
	}
	openai_read(mem, OPENAI_CHAT, &(struct http_reply){ .status = 502,
	    .body = "\xff no upstream", .len = 14 }, &broken);
	assert_non_null(strstr(broken.said.error, "\xef\xbf\xbd no upstream"));
	arena_end(mem);
}

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
	enum service_result result;
	const char *says;	/* part of the text or of the error */
	int64_t retry_ms;	/* after the first try, at least; -1 none */
} answers[] = {
	{ "chat finish_reason stop, refusal null: parse", OPENAI_CHAT, 200, CHAT("stop", "{\"content\":\"{}\","
	  "\"refusal\":null}"), SERVICE_OK, "{}", -1 },
	{ "chat finish_reason length: cut off", OPENAI_CHAT, 200, CHAT("length", "{\"content\":\"{\"}"),
	  SERVICE_TRUNCATED, "cut off", -1 },
	{ "chat message.refusal: declined, not asked again", OPENAI_CHAT, 200, CHAT("stop", "{\"content\":null,"
	  "\"refusal\":\"I cannot\"}"), SERVICE_REFUSED, "I cannot", -1 },
	{ "chat finish_reason content_filter: filtered", OPENAI_CHAT, 200, CHAT("content_filter",
	  "{\"content\":\"{\"}"), SERVICE_REFUSED, "withheld by", -1 },
	{ "chat 200 with null content: a failure", OPENAI_CHAT, 200, CHAT("stop", "{\"content\":null}"),
	  SERVICE_EMPTY, "nothing", -1 },
	{ "chat finish_reason tool_calls: nothing that was asked for", OPENAI_CHAT, 200, CHAT("tool_calls", "{\"content\":null,"
	  "\"tool_calls\":[{}]}"), SERVICE_EMPTY, "nothing", -1 },
	{ "chat 200 with empty choices: a failure", OPENAI_CHAT, 200, "{\"choices\":[]}", SERVICE_EMPTY,
	  "nothing", -1 },
	{ "an object of something else", OPENAI_CHAT, 200, "{}", SERVICE_EMPTY,
	  "nothing", -1 },
	{ "a page", OPENAI_CHAT, 200, "<html>", SERVICE_UNCLEAR, "no JSON", 375 },
	{ "no body", OPENAI_CHAT, 200, "", SERVICE_UNCLEAR, "no JSON", 375 },
	{ "responses status completed: parse", OPENAI_RESPONSES, 200, PART("output_text",
	  "\"text\":\"{}\""), SERVICE_OK, "{}", -1 },
	{ "responses part refusal: declined, not asked again", OPENAI_RESPONSES, 200, PART("refusal",
	  "\"refusal\":\"I cannot\""), SERVICE_REFUSED, "I cannot", -1 },
	{ "responses incomplete, max_output_tokens: cut off", OPENAI_RESPONSES, 200, "{\"status\":\"incomplete\","
	  "\"incomplete_details\":{\"reason\":\"max_output_tokens\"}}",
	  SERVICE_TRUNCATED, "cut off", -1 },
	{ "responses incomplete, content_filter: filtered", OPENAI_RESPONSES, 200, "{\"status\":\"incomplete\","
	  "\"incomplete_details\":{\"reason\":\"content_filter\"}}",
	  SERVICE_REFUSED, "withheld by", -1 },
	{ "responses failed, server_error: worth a repeat", OPENAI_RESPONSES, 200,
	  "{\"status\":\"failed\",\"error\":{\"code\":\"server_error\","
	  "\"message\":\"oops\"}}", SERVICE_BUSY, "oops", 375 },
	{ "responses failed, rate_limit_exceeded: worth a repeat",
	  OPENAI_RESPONSES, 200, "{\"status\":\"failed\",\"error\":{\"code\":"
	  "\"rate_limit_exceeded\",\"message\":\"slow\"}}", SERVICE_BUSY, "slow",
	  375 },
	{ "responses cancelled: not again", OPENAI_RESPONSES, 200,
	  "{\"status\":\"cancelled\",\"error\":null}", SERVICE_CONTENT,
	  "refuses", -1 },
	{ "chat tool_calls with arguments that are no JSON: nothing is parsed",
	  OPENAI_CHAT, 200, CHAT("tool_calls", "{\"content\":null,"
	  "\"tool_calls\":[{\"type\":\"function\",\"function\":{\"name\":\"f\","
	  "\"arguments\":\"{broken\"}}]}"), SERVICE_EMPTY, "nothing", -1 },
	{ "chat message.refusal and content_filter: declined", OPENAI_CHAT, 200,
	  CHAT("content_filter", "{\"content\":null,\"refusal\":\"I cannot\"}"),
	  SERVICE_REFUSED, "I cannot", -1 },
	{ "413: too long", OPENAI_CHAT, 413, "", SERVICE_LONG, "longer", -1 },
	{ "403: the key, or the country", OPENAI_CHAT, 403, ERROR("\"message\":"
	  "\"Country not supported\""), SERVICE_CONFIG, "Country", -1 },
	{ "503 server_is_overloaded: worth a repeat", OPENAI_CHAT, 503,
	  ERROR("\"code\":\"server_is_overloaded\""), SERVICE_BUSY, "overloaded",
	  375 },
	{ "429 credit_balance_exhausted: no money", OPENAI_CHAT, 429,
	  ERROR("\"code\":\"credit_balance_exhausted\""), SERVICE_QUOTA,
	  "credit", -1 },
	{ "responses failed, another code: not again", OPENAI_RESPONSES, 200,
	  "{\"status\":\"failed\",\"error\":{\"code\":\"invalid_prompt\","
	  "\"message\":\"no\"}}", SERVICE_CONTENT, "no", -1 },
	{ "responses completed without a message: a failure", OPENAI_RESPONSES, 200, "{\"status\":\"completed\","
	  "\"output\":[{\"type\":\"reasoning\"}]}", SERVICE_EMPTY, "nothing",
	  -1 },
	{ "slow down", OPENAI_CHAT, 429, ERROR("\"code\":"
	  "\"rate_limit_exceeded\",\"message\":\"slow\""), SERVICE_BUSY, "slow",
	  375 },
	{ "no money", OPENAI_CHAT, 429, ERROR("\"code\":\"insufficient_quota\""),
	  SERVICE_QUOTA, "insufficient_quota", -1 },
	{ "no money, in the type alone", OPENAI_CHAT, 429, ERROR("\"code\":null,"
	  "\"type\":\"insufficient_quota\""), SERVICE_QUOTA, "quota", -1 },
	{ "a wrong key", OPENAI_CHAT, 401, ERROR("\"code\":\"invalid_api_key\""),
	  SERVICE_CONFIG, "invalid_api_key", -1 },
	{ "a retired model", OPENAI_CHAT, 404, ERROR("\"code\":"
	  "\"model_not_found\""), SERVICE_CONFIG, "model_not_found", -1 },
	{ "400 context_length_exceeded: too long", OPENAI_CHAT, 400, ERROR("\"code\":"
	  "\"context_length_exceeded\""), SERVICE_LONG, "longer", -1 },
	{ "a wrong shape", OPENAI_CHAT, 400, ERROR("\"message\":\"Unknown "
	  "parameter\",\"code\":null"), SERVICE_CONTENT, "Unknown parameter",
	  -1 },
	{ "a number as the code", OPENAI_CHAT, 500, ERROR("\"code\":500,"
	  "\"message\":\"loading\""), SERVICE_BUSY, "500: loading", 375 },
	{ "words as the error", OPENAI_CHAT, 503, "{\"error\":\"no slot\"}",
	  SERVICE_BUSY, "no slot", 375 },
	{ "a gateway's page", OPENAI_CHAT, 502, "<html>", SERVICE_BUSY,
	  "status 502", 375 },
	{ "a lock", OPENAI_CHAT, 409, "", SERVICE_BUSY, "409", 375 },
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
		assert_int_equal(a.said.result, answers[i].result);
		assert_non_null(strstr(a.said.result == SERVICE_OK ? a.text : a.said.error,
		    answers[i].says));
		a.said.tries = 1;
		if (answers[i].retry_ms < 0)
			assert_int_equal(service_retry_ms(&a.said, &r, 7), -1);
		else
			assert_in_range(service_retry_ms(&a.said, &r, 7),
			    answers[i].retry_ms, 500);
		if (a.said.result == SERVICE_OK) {
			assert_int_equal(a.input, 7);
			assert_int_equal(a.cached, 2);
			assert_int_equal(a.output, 3);
		}
	}
	arena_end(mem);
}

/* ---- batches ---- */

#define LINE(rest) "{\"id\":\"r1\",\"custom_id\":\"reply-7\"," rest "}"

static void
test_batch_lines(void **state)
{
	static const struct {
		const char *why, *line;
		bool is_line;
		enum service_result result;
		const char *says;
	} cases[] = {
		{ "answered", LINE("\"response\":{\"status_code\":200,\"body\":"
		  CHAT("stop", "{\"content\":\"{}\"}") "},\"error\":null"), true,
		  SERVICE_OK, "{}" },
		{ "a status that is none of 200", LINE("\"response\":{"
		  "\"status_code\":400,\"body\":" ERROR("\"code\":"
		  "\"context_length_exceeded\"") "},\"error\":null"), true,
		  SERVICE_LONG, "status 400, context_length_exceeded" },
		{ "batch_expired: it was not asked", LINE("\"response\":null,"
		  "\"error\":{\"code\":\"batch_expired\",\"message\":\"late\"}"),
		  true, SERVICE_UNASKED, "batch_expired: late" },
		{ "batch_cancelled: likewise", LINE("\"response\":null,"
		  "\"error\":{\"code\":\"batch_cancelled\"}"), true,
		  SERVICE_UNASKED, "batch_cancelled" },
		{ "another error", LINE("\"response\":null,\"error\":{"
		  "\"code\":\"server_error\"}"), true, SERVICE_BUSY,
		  "server_error" },
		{ "no body", LINE("\"response\":{\"status_code\":200,"
		  "\"body\":null}"), true, SERVICE_UNCLEAR, "no JSON" },
		{ "neither", LINE("\"x\":1"), true, SERVICE_CONTENT, "refuses" },
		{ "no custom_id", "{\"response\":null}", false, 0, "" },
		{ "half a line", "{\"custom_id\":\"reply-7\",\"resp", false, 0,
		  "" },
		{ "a page", "<html>", false, 0, "" },
	};
	struct arena *mem = arena_begin();

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		struct openai_answer a;
		const char *id;

		printf("# %s\n", cases[i].why);
		assert_int_equal(openai_batch_read(mem, OPENAI_CHAT,
		    cases[i].line, strlen(cases[i].line), &id, &a),
		    cases[i].is_line);
		if (!cases[i].is_line)
			continue;
		assert_string_equal(id, "reply-7");
		assert_int_equal(a.said.result, cases[i].result);
		assert_non_null(strstr(a.said.result == SERVICE_OK ? a.text : a.said.error,
		    cases[i].says));
	}
	arena_end(mem);
}

static void
test_batch_seen(void **state)
{
	static const struct {
		const char *why, *body;
		enum openai_batch_state state;
		const char *error;
		int64_t answered;
	} cases[] = {
		{ "at work", "{\"status\":\"in_progress\",\"request_counts\":"
		  "{\"total\":9,\"completed\":3,\"failed\":1}}",
		  OPENAI_BATCH_WORKING, "", 4 },
		{ "a state that is not known", "{\"status\":\"resting\"}",
		  OPENAI_BATCH_WORKING, "", 0 },
		{ "cancelling is no end", "{\"status\":\"cancelling\"}",
		  OPENAI_BATCH_WORKING, "", 0 },
		{ "completed", "{\"status\":\"completed\"}",
		  OPENAI_BATCH_COMPLETED, "", 0 },
		{ "expired", "{\"status\":\"expired\"}", OPENAI_BATCH_EXPIRED,
		  "", 0 },
		{ "cancelled", "{\"status\":\"cancelled\"}",
		  OPENAI_BATCH_CANCELLED, "", 0 },
		{ "failed, with the line", "{\"status\":\"failed\",\"errors\":{"
		  "\"data\":[{\"code\":\"invalid_json_line\",\"message\":\"No "
		  "JSON\",\"line\":3}]}}", OPENAI_BATCH_FAILED, "the service "
		  "refused the batch, invalid_json_line: No JSON (line 3)", 0 },
		{ "failed without a word", "{\"status\":\"failed\",\"errors\":"
		  "null}", OPENAI_BATCH_FAILED, "the service refused the batch",
		  0 },
	};
	struct arena *mem = arena_begin();

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		struct openai_batch_seen seen;
		struct json_object *o;
		const char *why;

		printf("# %s\n", cases[i].why);
		assert_int_equal(json_parse(mem, cases[i].body,
		    strlen(cases[i].body), &o, &why), RC_OK);
		openai_batch_see(mem, o, &seen);
		assert_int_equal(seen.state, cases[i].state);
		assert_string_equal(seen.error, cases[i].error);
		assert_int_equal(seen.answered, cases[i].answered);
	}
	arena_end(mem);
}

static void
test_batch_file(void **state)
{
	const struct openai_options o = { .model = "m", .api = OPENAI_RESPONSES };
	struct arena *mem = arena_begin();
	struct sbuf *lines = sbuf_arena(mem);

	(void)state;
	openai_batch_add(lines, &o, &question, true, "reply-1");
	assert_string_equal(sbuf_cstr(lines), "{\"custom_id\":\"reply-1\","
	    "\"method\":\"POST\",\"url\":\"/v1/responses\",\"body\":{"
	    "\"model\":\"m\",\"instructions\":\"Judge.\",\"input\":["
	    "{\"role\":\"user\",\"content\":\"{}\"}],"
	    "\"max_output_tokens\":16,\"text\":{\"format\":{\"type\":"
	    "\"json_schema\",\"name\":\"judgement\",\"strict\":true,"
	    "\"schema\":{\"type\":\"object\"}}},\"store\":false}}\n");
	arena_end(mem);
}

static void
test_retries(void **state)
{
	static const struct {
		const char *why;
		int64_t told_ms;
		int should, tries;
		enum service_result result;
		int64_t least, most;
	} cases[] = {
		{ "first", -1, -1, 1, SERVICE_BUSY, 375, 500 },
		{ "second", -1, -1, 2, SERVICE_BUSY, 750, 1000 },
		{ "no third", -1, -1, 3, SERVICE_BUSY, -1, -1 },
		{ "as told", 1500, -1, 1, SERVICE_BUSY, 1500, 1500 },
		{ "told too long", 120001, -1, 1, SERVICE_BUSY, -1, -1 },
		{ "told not to", -1, 0, 1, SERVICE_BUSY, -1, -1 },
		{ "told to", -1, 1, 1, SERVICE_CONTENT, 375, 500 },
		{ "never without money", 10, 1, 1, SERVICE_QUOTA, -1, -1 },
		{ "not reachable", -1, -1, 1, SERVICE_AWAY, 375, 500 },
	};

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		struct http_reply r = { .retry_after_ms = cases[i].told_ms,
			.should_retry = cases[i].should };
		const struct service_said said = { .result = cases[i].result,
			.tries = cases[i].tries };
		int64_t ms;

		printf("# %s\n", cases[i].why);
		for (uint32_t random = 0; random < 1000; random += 37) {
			ms = service_retry_ms(&said, &r, random);
			assert_true(ms >= cases[i].least &&
			    ms <= cases[i].most);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bodies), cmocka_unit_test(test_brief),
		cmocka_unit_test(test_answers),
		cmocka_unit_test(test_batch_lines),
		cmocka_unit_test(test_batch_seen),
		cmocka_unit_test(test_batch_file),
		cmocka_unit_test(test_retries),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
