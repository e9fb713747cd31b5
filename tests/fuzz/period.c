/* SPDX-License-Identifier: MIT */
/*
 * Any bytes as what a model says of the counts of some hours. What is believed is
 * one line of UTF-8 about a count that there is, one of each, and has no number but
 * those that were given: of the count, of the whole, or of its key. An answer that is
 * none has words, and nothing believed.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "meaning/period.h"

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static const struct period_facts facts = { .hours = 48, .now = 1204,
	.before = 980, .n = 3, .fact = { { "category", "crash", 12, 4 },
	{ "platform", "android", 700, 650 }, { "version", "9.1.4", 31, 0 } } };

/* One of these numbers, as it was given or grouped, or how the key begins. */
static bool
is_given(const struct period_fact *f, const char *digits, size_t len)
{
	static const char *const given[][10] = {
		{ "12", "4", "48", "1204", "1,204", "980" },
		{ "700", "650", "48", "1204", "1,204", "980" },
		{ "31", "0", "9", "9.1", "9.1.4", "48", "1204", "1,204", "980" } };
	const char *const *g = given[f - facts.fact];

	while (*g != NULL && (strlen(*g) != len || memcmp(*g, digits, len) != 0))
		g++;
	return *g != NULL;
}

static void
check_numbers(const struct period_claim *c)
{
	static const char digits[] = "0123456789";
	const char *s = c->text + strcspn(c->text, digits);

	while (*s != '\0') {
		size_t len = strspn(s, digits), more;

		while ((s[len] == '.' || s[len] == ',') &&
		    (more = strspn(s + len + 1, digits)) > 0)
			len += 1 + more;
		if (!is_given(c->fact, s, len))
			abort();
		s += len + strcspn(s + len, digits);
	}
}

static void
check_claim(const struct period_claim *c)
{
	static const char *const never[] = { "://", "www.", "@", "%" };

	if (c->fact < facts.fact || c->fact >= facts.fact + facts.n)
		abort();
	if (*c->text == '\0' || strlen(c->text) > PERIOD_TEXT_MAX ||
	    strchr(c->text, '\n') != NULL ||
	    !utf8_valid(c->text, strlen(c->text)))
		abort();
	for (size_t i = 0; i < sizeof(never) / sizeof(*never); i++)
		if (strstr(c->text, never[i]) != NULL)
			abort();
	check_numbers(c);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *mem = arena_begin();
	const char *answer = arena_copy(mem, (const char *)data, size);
	struct period_claim claim[PERIOD_CLAIMS_MOST];
	size_t n = 1, dropped = 1;
	const char *why = NULL;
	bool good = period_read(mem, &facts, answer, claim, &n, &dropped, &why);

	if (n > PERIOD_CLAIMS_MOST || (!good && (n > 0 || why == NULL ||
	    *why == '\0')))
		abort();
	for (size_t i = 0; i < n; i++) {
		check_claim(&claim[i]);
		for (size_t k = 0; k < i; k++)
			if (claim[k].fact == claim[i].fact)
				abort();
	}
	arena_end(mem);
	return 0;
}
