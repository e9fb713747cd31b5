/* SPDX-License-Identifier: MIT */
/*
 * sandbox/texts - the building blocks of made-up mail, read from texts/.
 *
 * Files: blocks that begin with "@kind argument...", followed by "key: text"
 *        lines. In a text \n is a line end, {a|b} is either, {slot} is filled.
 * Ownership: everything lives in the texts' arena until texts_free().
 */
#ifndef TIDEMARK_SANDBOX_TEXTS_H
#define TIDEMARK_SANDBOX_TEXTS_H

#include <stddef.h>

struct arena;
struct rng;

enum { TEXT_ARGS = 5 };

struct text_key {
	const char *name;
	const char **v;
	size_t n;
};

struct text_block {
	const char *kind, *arg[TEXT_ARGS];	/* "" when not given */
	struct text_key *keys;
	size_t keys_n;
};

struct texts {
	struct arena *mem;
	struct text_block *v;
	size_t n;
};

/* NULL, or a sentence in the caller's arena. */
const char	*texts_read(struct texts *, struct arena *, const char *folder);
void		 texts_free(struct texts *);
const struct text_block	*texts_find(const struct texts *, const char *kind,
			    const char *name);
/* One of the texts of a key, NULL when there is none. */
const char	*text_pick(const struct text_block *, const char *key,
		    struct rng *);

#endif
