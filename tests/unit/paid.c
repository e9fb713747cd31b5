/* SPDX-License-Identifier: MIT */
/* What of paid questions needs no database: prices, room, waits, addresses. */
#include "unit.h"

#include "base/arena.h"
#include "conf/conf.h"
#include "job/paid.h"

static const struct conf conf = {
	.openai_input_price = 150, .openai_cached_price = 75,
	.openai_output_price = 600, .openai_batch_percent = 50,
	.anthropic_input_price = 1000, .anthropic_cached_price = 100,
	.anthropic_written_price = 1250, .anthropic_output_price = 5000,
	.anthropic_strong_percent = 300, .anthropic_batch_percent = 40,
	.openai_api = "responses", .openai_base_url = "https://a.example/v1//",
	.anthropic_base_url = "https://b.example", .openai_timeout = 60,
};

static void
test_costs(void **state)
{
	static const struct {
		const char *why, *engine;
		bool strong, by_batch;
		int64_t input, cached, written, output, cost;
	} cases[] = {
		{ "nothing", "openai", false, false, 0, 0, 0, 0, 0 },
		{ "a part of a millionth is one", "openai", false, false, 1, 0,
		    0, 0, 1 },
		{ "cached ones are of input", "openai", false, false, 1000, 200,
		    0, 100, 195 },
		{ "by batch, rounded up", "openai", false, true, 1000, 200, 0,
		    100, 98 },
		{ "one model has no larger one", "openai", true, false, 1000,
		    200, 0, 100, 195 },
		{ "written ones too", "anthropic", false, false, 1000, 600, 300,
		    10, 585 },
		{ "the larger model", "anthropic", true, false, 1000, 600, 300,
		    10, 1755 },
		{ "its own share by batch", "anthropic", false, true, 1000, 600,
		    300, 10, 234 },
		{ "both", "anthropic", true, true, 1000, 600, 300, 10, 702 },
	};

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		const struct paid_call call = { .engine = cases[i].engine,
			.strong = cases[i].strong,
			.by_batch = cases[i].by_batch };
		const struct llm_answer a = { .input = cases[i].input,
			.cached = cases[i].cached, .written = cases[i].written,
			.output = cases[i].output };

		printf("# %s\n", cases[i].why);
		assert_int_equal(paid_cost(&conf, &call, &a), cases[i].cost);
	}
}

static void
test_room(void **state)
{
	static const struct {
		const char *why;
		bool problem;
		int64_t calls;
		size_t flying, room;
	} cases[] = {
		{ "what is left", false, 8, 3, 5 },
		{ "none, and not less", false, 8, 9, 0 },
		{ "after a problem one", true, 8, 0, 1 },
		{ "alone", true, 8, 1, 0 },
	};

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		const struct paid p = { .now.problem = cases[i].problem };

		printf("# %s\n", cases[i].why);
		assert_int_equal(paid_room(&p, cases[i].calls,
		    cases[i].flying), cases[i].room);
	}
}

static void
test_waits(void **state)
{
	static const struct {
		int64_t waits, s;
	} cases[] = {
		{ 0, 30 }, { 1, 60 }, { 4, 480 }, { 5, 900 },
		{ INT64_MAX, 900 },
	};

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++)
		assert_int_equal(paid_wait_s(cases[i].waits, 30, 900),
		    cases[i].s);
}

static void
test_addresses(void **state)
{
	struct arena *mem = arena_begin();
	struct llm_options openai = paid_openai(mem, &conf);
	struct llm_options anthropic = paid_anthropic(mem, &conf, "m");

	(void)state;
	printf("# no slash stands twice; the other protocol is not asked\n");
	assert_string_equal(openai.openai.base_url, "https://a.example/v1");
	assert_int_equal(openai.openai.api, OPENAI_RESPONSES);
	assert_int_equal(openai.openai.timeout_ms, 60000);
	assert_null(openai.anthropic.base_url);
	assert_string_equal(anthropic.anthropic.base_url, "https://b.example");
	assert_string_equal(anthropic.anthropic.model, "m");
	assert_null(anthropic.openai.base_url);
	arena_end(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_costs), cmocka_unit_test(test_room),
		cmocka_unit_test(test_waits), cmocka_unit_test(test_addresses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
