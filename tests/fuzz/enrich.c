/* SPDX-License-Identifier: MIT */
/*
 * Any bytes as the answer of the Messages API, as a line of a batch's results, and
 * as what a model says of a ticket whose text they are as well. An answer that is
 * not good has words and no text; one that is believed is one line of UTF-8, and
 * its entities stand in the ticket.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "meaning/enrich.h"
#include "net/http.h"
#include "upstream/anthropic.h"

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static void
check_answer(const struct anthropic_answer *a)
{
	bool good = a->said.result == SERVICE_OK;

	if ((*a->text != '\0') != good || (*a->said.error == '\0') != good ||
	    !utf8_valid(a->text, strlen(a->text)))
		abort();
}

static void
check_line(const char *text)
{
	if (!utf8_valid(text, strlen(text)) || strchr(text, '\n') != NULL)
		abort();
}

static void
check_enriched(struct arena *mem, const char *bytes)
{
	static const char *const words[] = { "crash", "payment" };
	const struct enrich_words lists = { words, words, 2, 2 };
	const struct enrich_message message = { false, bytes };
	const struct enrich_ticket ticket = { bytes, &message, 1 };
	struct enrich_question q;
	struct enriched e;
	const char *why;

	enrich_make(mem, &ticket, NULL, 0, &q);
	if (!utf8_valid(q.user, strlen(q.user)))
		abort();
	if (enrich_read(mem, &lists, &q, bytes, &e, &why) != ENRICH_OK) {
		if (*why == '\0' || *e.summary != '\0' || e.n_categories > 0)
			abort();
		return;
	}
	check_line(e.summary);
	check_line(e.translation);
	check_line(e.cause);
	if (*e.summary == '\0' || !(e.sure >= 0 && e.sure <= 1))
		abort();
	for (size_t i = 0; i < e.n_entities; i++)
		if (strstr(q.plain, e.entity[i].text) == NULL)
			abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *mem = arena_begin();
	const char *bytes = arena_copy(mem, (const char *)data, size), *id;
	struct http_reply r = { .body = bytes, .len = strlen(bytes),
		.retry_after_ms = -1, .should_retry = -1, .lsn = -1 };
	static const int statuses[] = { 200, 400, 429, 529 };
	struct anthropic_answer a;

	for (size_t i = 0; i < sizeof(statuses) / sizeof(*statuses); i++) {
		r.status = statuses[i];
		anthropic_read(mem, &r, &a);
		check_answer(&a);
	}
	if (anthropic_batch_read(mem, bytes, strlen(bytes), &id, &a)) {
		check_answer(&a);
		if (*id == '\0')
			abort();
	}
	if (utf8_valid(bytes, strlen(bytes)))
		check_enriched(mem, bytes);
	arena_end(mem);
	return 0;
}
