/* SPDX-License-Identifier: MIT */
/*
 * quality/prompt - what a model is asked about a reply, and what its answer says.
 *
 *	prompt_make(mem, rubric, &exchange, known, n, &prompt);
 *	...				prompt.system, .schema, .user are sent
 *	prompt_read(mem, rubric, &exchange, &prompt, answer, &judgement, &why)
 *
 * Shape:     system: the rubric and how to judge, the same for every reply, so
 *            that servers can keep it; schema: a strict JSON schema (every
 *            property required, none besides, "optional" spelled as null, no
 *            limits of numbers, which some servers refuse); user: the exchange,
 *            as one JSON object. Text of tickets stands in JSON strings alone:
 *            nothing in it can end the data and go on as an instruction.
 * Context:   the customer's messages before the reply, the newest PROMPT_TURNS of
 *            them, named m1, m2 ..; the reply is named "reply". Texts are cut to
 *            PROMPT_TEXT_MAX bytes. What came afterwards, the rating and who
 *            wrote it are not sent: a judge must not know the outcome.
 * Private:   names that are known, addresses, numbers and keys leave as marks
 *            (text/redact.h); words that come back are those of the message.
 * Evidence:  must stand in the message that it names, else the mark is void.
 * Errors:    prompt_read(): enum prompt_result; then there is no judgement, and
 *            *why names the dimension and what is wrong.
 * Ownership: all in the arena.
 */
#ifndef TIDEMARK_QUALITY_PROMPT_H
#define TIDEMARK_QUALITY_PROMPT_H

#include "quality/exchange.h"

struct redaction;

enum {
	/* Raised when the same exchange would be asked about in other words. */
	PROMPT_VERSION = 1,
	PROMPT_TURNS = 6,
	PROMPT_TEXT_MAX = 6000,
	PROMPT_SUBJECT_MAX = 300,
	PROMPT_REASON_MAX = 600,	/* bytes of a reason that are kept */
	PROMPT_CHARS_PER_TOKEN = 3	/* at least, of most texts */
};

/* What is known of people in it; label is what stands in its place, as CUSTOMER. */
struct prompt_known {
	const char *label, *words;
};

struct prompt {
	const char *system, *schema, *user;
	size_t turn[PROMPT_TURNS + 1];	/* m1 .. by place; the reply is last */
	size_t n;
	struct redaction *redaction;
};

enum prompt_result {
	PROMPT_OK,
	PROMPT_NO_JSON,		/* no JSON object at all, or broken */
	PROMPT_NO_DIMENSION,	/* one is missing, or is no object */
	PROMPT_NO_SCORE,	/* neither a number, nor null where N/A may be */
	PROMPT_OFF_SCALE
};

/* The parts that are the same for all replies under a rubric. */
const char	*prompt_system(struct arena *, const struct rubric *);
const char	*prompt_schema(struct arena *, const struct rubric *);
void		 prompt_make(struct arena *, const struct rubric *,
		    const struct exchange *, const struct prompt_known *,
		    size_t n, struct prompt *);
/* Tokens that it takes, rather too many. */
int64_t		 prompt_tokens(const struct prompt *);
enum prompt_result prompt_read(struct arena *, const struct rubric *,
		    const struct exchange *, const struct prompt *,
		    const char *answer, struct judgement *, const char **why);

#endif
