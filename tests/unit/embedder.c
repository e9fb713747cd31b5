/* SPDX-License-Identifier: MIT */
/* The local embedder: what it learns, that it learns the same again, and what it
 * refuses; and the small linear algebra below it. */
#include "unit.h"

#include "base/arena.h"
#include "base/sbuf.h"
#include "meaning/embedder.h"
#include "meaning/svd.h"

#include <math.h>
#include <stdlib.h>

/* Sentences of two subjects that share no words but the small ones. */
static const char *const parts[2][3][6] = {
	{ { "my card", "the bank card", "this debit card", "our card",
	    "the payment card", "a card" },
	    { "was declined at", "was refused at", "did not work at",
	    "got rejected in", "was not accepted by", "was declined by" },
	    { "the shop", "a cash machine", "the till", "the store checkout",
	    "an ATM", "the petrol station" } },
	{ { "the game", "my app", "this level", "the new update", "the android app",
	    "your game" },
	    { "crashes on", "freezes during", "closes itself at", "crashed in",
	    "keeps freezing on", "hangs at" },
	    { "the loading screen", "level five", "start", "the main menu",
	    "every boss fight", "login" } },
};

enum { TEXTS = 2 * 6 * 6 * 6 };

static const char *
text_of(struct arena *mem, size_t i)
{
	return arena_fmt(mem, "%s %s %s", parts[i % 2][0][i / 2 % 6],
	    parts[i % 2][1][i / 12 % 6], parts[i % 2][2][i / 72 % 6]);
}

/* Every `step`-th text, from `first` on; all of them when TEXTS is no multiple. */
static const char *
trained(struct arena *mem, size_t first, size_t step, size_t times,
    size_t *len)
{
	struct embedder_trainer *t = embedder_trainer_new(mem);
	struct sbuf *model = sbuf_arena(mem);
	const char *why;

	for (size_t i = 0; i < TEXTS * times; i++) {
		const char *text = text_of(mem, (first + i * step) % TEXTS);

		embedder_trainer_add(t, text, strlen(text));
	}
	assert_int_equal(embedder_trainer_texts(t), TEXTS);
	assert_int_equal(embedder_train(t, mem, model, &why), RC_OK);
	assert_int_equal(embedder_trainer_texts(t), 0);
	*len = model->len;
	return model->s;
}

static struct embedder *
opened(struct arena *mem)
{
	struct embedder *e;
	const char *why, *model;
	size_t len;

	model = trained(mem, 0, 1, 1, &len);
	assert_int_equal(embedder_open(mem, model, len, &e, &why), RC_OK);
	return e;
}

static double
alike(struct embedder *e, const char *a, const char *b)
{
	float x[EMBED_DIM], y[EMBED_DIM];
	double sum = 0;

	assert_true(embedder_embed(e, a, strlen(a), x));
	assert_true(embedder_embed(e, b, strlen(b), y));
	for (size_t i = 0; i < EMBED_DIM; i++)
		sum += (double)x[i] * (double)y[i];
	return sum;
}

static void
test_meaning(void **state)
{
	struct arena *mem = arena_begin();
	struct embedder *e = opened(mem);

	(void)state;
	assert_true(fabs(alike(e, "the game crashes", "the game crashes") - 1) <
	    1e-6);
	/* not a word in common, but what stands beside them */
	assert_true(alike(e, "declined", "petrol station") > 0.07);
	assert_true(alike(e, "declined", "boss fight") < 0.02);
	assert_true(alike(e, "crashing", "crashes") > 0.9);
	assert_true(alike(e, "My CARD was declined!", "my card was declined") >
	    0.99);
	arena_end(mem);
}

static void
test_nothing_known(void **state)
{
	static const char *const texts[] = { "", " ", "zzyzx qwrtp", "\xe2\x82\xac" };
	struct arena *mem = arena_begin();
	struct embedder *e = opened(mem);
	float v[EMBED_DIM];

	(void)state;
	for (size_t i = 0; i < LEN(texts); i++) {
		assert_false(embedder_embed(e, texts[i], strlen(texts[i]), v));
		for (size_t k = 0; k < EMBED_DIM; k++)
			assert_true(v[k] == 0);
	}
	arena_end(mem);
}

static void
test_same_bytes(void **state)
{
	struct arena *mem = arena_begin();
	size_t len, other_len;
	const char *model = trained(mem, 0, 1, 1, &len), *other;

	(void)state;
	other = trained(mem, 100, 5, 1, &other_len); /* in another order */
	assert_int_equal(len, other_len);
	assert_memory_equal(model, other, len);
	other = trained(mem, 0, 1, 3, &other_len); /* each three times */
	assert_int_equal(len, other_len);
	assert_memory_equal(model, other, len);
	arena_end(mem);
}

static void
test_too_few(void **state)
{
	struct arena *mem = arena_begin();
	struct embedder_trainer *t = embedder_trainer_new(mem);
	struct sbuf *model = sbuf_arena(mem);
	const char *why;

	(void)state;
	assert_int_equal(embedder_train(t, mem, model, &why), RC_BAD_INPUT);
	for (size_t i = 0; i < EMBED_LEAST - 1; i++)
		embedder_trainer_add(t, text_of(mem, i),
		    strlen(text_of(mem, i)));
	assert_int_equal(embedder_train(t, mem, model, &why), RC_BAD_INPUT);
	assert_string_equal(why, "19 different texts: the local embedder learns "
	    "from 20 or more");
	/* texts that are the same again and again are few */
	for (size_t i = 0; i < 100; i++)
		embedder_trainer_add(t, "again", 5);
	assert_int_equal(embedder_train(t, mem, model, &why), RC_OK);
	arena_end(mem);
}

/* Much more than a trainer keeps. */
static void
test_sample(void **state)
{
	struct arena *mem = arena_begin();
	struct embedder_trainer *t = embedder_trainer_new(mem);
	size_t most = 0, texts = 0;
	char text[1200];

	(void)state;
	while (texts < 30000) {
		size_t len = 0;

		for (size_t k = 0; k < 120; k++)
			len += (size_t)snprintf(text + len, sizeof(text) - len,
			    "w%zx ", (texts * 131 + k * 2654435761u) % 99991);
		embedder_trainer_add(t, text, len);
		texts++;
		if (embedder_trainer_texts(t) > most)
			most = embedder_trainer_texts(t);
	}
	assert_true(most < texts);
	assert_true(embedder_trainer_texts(t) > most / 3);
	arena_end(mem);
}

static void
test_damage(void **state)
{
	struct arena *mem = arena_begin();
	struct embedder *e;
	const char *why;
	size_t len;
	const char *model = trained(mem, 0, 1, 1, &len);
	char *bytes = arena_copy(mem, model, len);

	(void)state;
	for (size_t i = 0; i < len; i += i < 64 ? 1 : len / 97) {
		struct arena *one = arena_begin();

		bytes[i] ^= 4;
		why = NULL;
		assert_int_equal(embedder_open(one, bytes, len, &e, &why),
		    RC_BAD_INPUT);
		assert_non_null(strstr(why, "the model of the local embedder "));
		bytes[i] ^= 4;
		arena_end(one);
	}
	for (size_t n = 0; n < len; n += 1 + n / 2)
		assert_int_equal(embedder_open(mem, bytes, n, &e, &why),
		    RC_BAD_INPUT);
	assert_int_equal(embedder_open(mem, bytes, len, &e, &why), RC_OK);
	arena_end(mem);
}

static void
test_eigen(void **state)
{
	/* 2 1 / 1 2: 3 and 1; and one that is a direction short */
	static const struct {
		const char *why;
		size_t n;
		double a[9], values[3];
	} cases[] = {
		{ "two", 2, { 2, 1, 1, 2 }, { 3, 1 } },
		{ "one", 1, { -4 }, { -4 } },
		{ "already there", 3, { 1, 0, 0, 0, 5, 0, 0, 0, 3 }, { 5, 3, 1 } },
		{ "all the same", 3, { 1, 1, 1, 1, 1, 1, 1, 1, 1 }, { 3, 0, 0 } },
		{ "nothing", 2, { 0, 0, 0, 0 }, { 0, 0 } },
	};

	(void)state;
	for (size_t i = 0; i < LEN(cases); i++) {
		struct arena *mem = arena_begin();
		double a[9], values[3], v[9];
		size_t n = cases[i].n;

		print_message("# %s\n", cases[i].why);
		memcpy(a, cases[i].a, sizeof(a));
		svd_eigen(mem, a, n, values, v);
		for (size_t j = 0; j < n; j++) {
			assert_true(fabs(values[j] - cases[i].values[j]) < 1e-12);
			for (size_t r = 0; r < n; r++) {
				double sum = 0;

				for (size_t k = 0; k < n; k++)
					sum += cases[i].a[r * n + k] * v[k * n + j];
				assert_true(fabs(sum - values[j] * v[r * n + j]) <
				    1e-12);
			}
		}
		arena_end(mem);
	}
}

/* A matrix made of known directions comes apart into them. */
static void
test_svd(void **state)
{
	enum { ROWS = 400, COLUMNS = 40, KNOWN = 3 };
	static const double strength[KNOWN] = { 9, 4, 1 };
	struct arena *mem = arena_begin();
	struct weighted *cells = arena_array(mem, ROWS * COLUMNS, sizeof(*cells));
	size_t from[ROWS + 1];
	struct svd_matrix m = { ROWS, COLUMNS, from, cells };
	struct svd s;

	(void)state;
	for (size_t i = 0; i <= ROWS; i++)
		from[i] = i * COLUMNS;
	for (size_t i = 0; i < ROWS; i++)
		for (uint32_t j = 0; j < COLUMNS; j++) {
			double sum = 0;

			/* cosines of whole turns stand at right angles */
			for (size_t k = 0; k < KNOWN; k++)
				sum += strength[k] * 2 / sqrt(ROWS * COLUMNS) *
				    cos(2 * M_PI * (double)((k + 1) * i) / ROWS) *
				    cos(2 * M_PI * (double)((k + 1) * j) / COLUMNS);
			cells[i * COLUMNS + j] = (struct weighted){ j, (float)sum };
		}
	svd(mem, &m, &s);
	for (size_t k = 0; k < KNOWN; k++) {
		double sign = s.right[k] > 0 ? 1 : -1;

		assert_true(fabs(s.strength[k] - strength[k]) < 1e-4);
		for (size_t j = 0; j < COLUMNS; j++)
			assert_true(fabs(s.right[j * SVD_MOST + k] * sign -
			    sqrt(2.0 / COLUMNS) * cos(2 * M_PI *
			    (double)((k + 1) * j) / COLUMNS)) < 1e-4);
	}
	assert_true(s.strength[KNOWN] < 1e-4);
	arena_end(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_eigen),
		cmocka_unit_test(test_svd),
		cmocka_unit_test(test_meaning),
		cmocka_unit_test(test_nothing_known),
		cmocka_unit_test(test_same_bytes),
		cmocka_unit_test(test_too_few),
		cmocka_unit_test(test_sample),
		cmocka_unit_test(test_damage),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
