/* SPDX-License-Identifier: MIT */
/*
 * sandbox/leak - does a request hold what must not leave?
 *
 * Known:     secrets of the stack, a file of lines "NAME SERVICE SECRET" that is read
 *            again when it changes. SERVICE is where that secret may go: in the head
 *            alone, to helpscout (its own token and webhook requests) also in the body.
 *            "-": nowhere.
 * By form:   to models and vectors also e-mail addresses, card numbers (Luhn) and
 *            telephone numbers with their country. This is written apart from
 *            src/text/redact on purpose: what that one does not know, this one may.
 * Told:      a line "SERVICE KIND" for each, never what it was, in the file of --leaks;
 *            /_sandbox/leaks has the counts.
 */
#ifndef TIDEMARK_SANDBOX_LEAK_H
#define TIDEMARK_SANDBOX_LEAK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct call;
struct options;

struct leak_secret {
	char *name, *service, *text;	/* malloced */
};

struct leaks {
	struct leak_secret *v;
	size_t n;
	int64_t read_at;	/* of the file, in ns; 0: never */
	long found;
};

/* service: "helpscout", "slack", "openai", "anthropic", "pinecone". */
void	leaks_look(struct leaks *, const struct options *, const struct call *,
	    const char *service);
void	leaks_free(struct leaks *);

/* Whether text has an address, a card, a telephone number: for tests. */
bool	leak_email(const char *text);
bool	leak_card(const char *text);
bool	leak_phone(const char *text);

#endif
