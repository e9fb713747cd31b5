/* SPDX-License-Identifier: MIT */
/*
 * meaning/enrich - what a model is asked about a conversation, and what its answer
 * says.
 *
 *	system = enrich_system(mem, &words);		the same for all
 *	schema = enrich_schema(mem, &words);
 *	examples = enrich_examples(mem, corrections, n);	near to it
 *	enrich_make(mem, &ticket, known, n_known, &question);
 *	...				all four are sent
 *	enrich_read(mem, &words, &question, answer, &enriched, &why)
 *
 * Shape:     the schema is one that both vendors take in strict mode: every property
 *            required, none besides, "none" spelled as anyOf with null, no limits of
 *            numbers or lengths. Text of tickets and of corrections stands in JSON
 *            strings alone: nothing in it can end the data and go on as an
 *            instruction, and the task says so.
 * Context:   the subject, and what was written, the first and the newest
 *            ENRICH_TURNS - 1 messages; each cut to ENRICH_TEXT_MAX bytes.
 * Private:   names that are known, addresses, numbers and keys leave as marks
 *            (text/redact.h), and come back in what the answer says.
 * Believed:  words of the two lists alone; an entity that stands in the ticket; a
 *            summary that names no address of the net that the ticket does not. Tidied:
 *            one line, whole characters, no control characters.
 * Errors:    enrich_read(): enum enrich_result; then nothing is believed, and *why
 *            says what is wrong. To be treated like an answer that was cut off.
 * Ownership: all in the arena.
 */
#ifndef TIDEMARK_MEANING_ENRICH_H
#define TIDEMARK_MEANING_ENRICH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct redaction;

enum {
	/* Raised when the same ticket would be asked about in other words. */
	ENRICH_VERSION = 1,
	ENRICH_TURNS = 6,
	ENRICH_TEXT_MAX = 3000,
	ENRICH_SUBJECT_MAX = 300,
	ENRICH_EXAMPLE_MAX = 300,
	ENRICH_SUMMARY_MAX = 400,	/* bytes that are kept */
	ENRICH_CAUSE_MAX = 200,
	ENRICH_ENTITY_MAX = 120,
	ENRICH_ENTITIES_MOST = 20
};

/* What may be answered: keys, as the rules have them. */
struct enrich_words {
	const char *const *category, *const *intent;
	size_t n_categories, n_intents;
};

struct enrich_message {
	bool by_agent;
	const char *text;
};

struct enrich_ticket {
	const char *subject;
	const struct enrich_message *message;	/* oldest first */
	size_t n;
};

/* What is known of people in it; label is what stands in its place, as CUSTOMER. */
struct enrich_known {
	const char *label, *words;
};

/* A correction that a person made. */
struct enrich_example {
	const char *text;		/* of the ticket */
	const char *const *category;
	size_t n_categories;
	const char *intent, *note;	/* "" none */
	const struct enrich_known *known;	/* people in text and note */
	size_t n_known;
};

struct enrich_question {
	const char *user;
	const char *plain;		/* the same texts, as they were: not sent */
	struct redaction *redaction;
};

struct enrich_entity {
	const char *kind, *text;
};

struct enriched {
	const char *summary;		/* one sentence, in the ticket's language */
	const char *language;		/* "en", "pt-BR"; "" not told */
	const char *translation;	/* of the summary; "" when it is English */
	const char **category;
	size_t n_categories;
	const char *intent;		/* "" none */
	const char *cause;		/* root cause, "" none is named */
	struct enrich_entity *entity;
	size_t n_entities;
	double sure;			/* 0 to 1; 0 when not told */
};

enum enrich_result {
	ENRICH_OK,
	ENRICH_NO_JSON,		/* no JSON object at all, or broken */
	ENRICH_NO_SUMMARY,
	ENRICH_OTHER_WORD,	/* a category or intent that is not on the list */
	ENRICH_FOREIGN		/* an address of the net that nobody wrote */
};

const char	*enrich_system(struct arena *, const struct enrich_words *);
const char	*enrich_schema(struct arena *, const struct enrich_words *);
/* "" without any; in their order. Byte by byte the same for the same ones. */
const char	*enrich_examples(struct arena *, const struct enrich_example *,
		    size_t n);
void		 enrich_make(struct arena *, const struct enrich_ticket *,
		    const struct enrich_known *, size_t n,
		    struct enrich_question *);
enum enrich_result enrich_read(struct arena *, const struct enrich_words *,
		    const struct enrich_question *, const char *answer,
		    struct enriched *, const char **why);

#endif
