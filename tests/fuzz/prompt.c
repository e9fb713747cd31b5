/* SPDX-License-Identifier: MIT */
/*
 * Any bytes as a model's answer, and, behind the first line, as the reply that it
 * is about. What is read as an answer has marks on their scale; words of evidence
 * stand in the message that is named, and a score without such words is void; all
 * texts are UTF-8. Of the text: what is taken out comes back, and no address is
 * left.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "quality/prompt.h"
#include "text/redact.h"

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static void
check_redaction(struct arena *mem, const char *text)
{
	struct redaction *r = redact_new(mem);
	const char *out;

	redact_know(r, "CUSTOMER", "Pat");
	out = redact(r, text);
	if (strchr(text, '[') == NULL &&
	    strcmp(redact_restore(r, out), text) != 0)
		abort();
	if (strstr(out, "pat@example.com") != NULL)
		abort();
}

static void
check_mark(const struct mark *m, const struct dimension *d, const char *text)
{
	if (m->state == MARK_SCORED && (!(m->score >= 0) ||
	    m->score > d->scale || m->message == 0))
		abort();
	if (m->message != 0 && strstr(text, m->evidence) == NULL)
		abort();
	if (!utf8_valid(m->evidence, strlen(m->evidence)) ||
	    !utf8_valid(m->reason, strlen(m->reason)))
		abort();
}

static void
check(struct arena *mem, const char *answer, const char *text)
{
	struct turn turn = { .id = 7, .by_agent = true, .text = text };
	struct exchange x = { .subject = "", .customer = "Pat", .agent = "Ann",
		.turn = &turn, .n = 1, .rating = "", .rating_comment = "" };
	const char *why = NULL;
	struct judgement j;
	struct prompt p;

	prompt_make(mem, &rubric_default, &x, NULL, 0, &p);
	if (!utf8_valid(p.user, strlen(p.user)))
		abort();
	if (prompt_read(mem, &rubric_default, &x, &p, answer, &j, &why) !=
	    PROMPT_OK) {
		if (why == NULL)
			abort();
		return;
	}
	for (size_t i = 0; i < rubric_default.n; i++)
		check_mark(&j.mark[i], &rubric_default.dimension[i], text);
	if (!(j.confidence >= 0 && j.confidence <= 1))
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct arena *mem = arena_begin();
	char *answer = arena_copy(mem, (const char *)bytes, len);
	char *text = strchr(answer, '\n');

	if (text != NULL) {
		*text++ = '\0';
		check_redaction(mem, text);
		if (utf8_valid(text, strlen(text)))
			check(mem, answer, text);
	}
	arena_end(mem);
	return 0;
}
